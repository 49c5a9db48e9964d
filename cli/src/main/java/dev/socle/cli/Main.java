package dev.socle.cli;

import java.util.concurrent.CompletableFuture;

/** Where the process begins: runs one command and ends with its exit code. */
public final class Main {

    private Main() {}

    /** Runs one command; a signal lets it end in order where it can. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(console.stop(), ended), "stop"));
        int exitCode = Cli.run(console, args);
        ended.complete(exitCode);
        System.exit(exitCode);
    }

    /** On a signal the JVM would exit with 128 and its number; a command that ended in order has its own code. */
    private static void endInOrder(Stop stop, CompletableFuture<Integer> ended) {
        if (!ended.isDone() && stop.ask()) {
            Runtime.getRuntime().halt(ended.join());
        }
    }
}
