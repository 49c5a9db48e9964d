package dev.socle.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * All commands by their names. Looking at a command class costs milliseconds, so when the arguments name a command, only
 * that one is looked at; help, completion and the search for a misspelled one need all.
 */
final class Commands {

    static final List<String> NAMES = List.of(
            "demo", "serve", "call", "stream", "channel", "send", "inspect", "names", "cheat", "doctor", "completion");

    static final List<String> OF_NAMES =
            List.of("serve", "ls", "resolve", "watch", "register", "deregister", "explain");

    private Commands() {}

    /** The root command with the one that the arguments name, or with all. */
    static CommandLine of(SocleCommand root, Console console, String... args) {
        CommandLine commands = new CommandLine(root);
        String first = args.length > 0 ? args[0] : "";
        if (first.equals("--version") || first.equals("-V")) {
            return commands;
        }
        boolean isOne = NAMES.contains(first) && !first.equals("completion");
        for (String name : isOne ? List.of(first) : NAMES) {
            boolean isNames = name.equals("names");
            commands.addSubcommand(
                    name, isNames ? names(console, isOne && args.length > 1 ? args[1] : "") : command(name, console));
        }
        return commands;
    }

    private static CommandLine names(Console console, String second) {
        CommandLine commands = new CommandLine(new NamesCommand());
        for (String name : OF_NAMES.contains(second) ? List.of(second) : OF_NAMES) {
            commands.addSubcommand(name, commandOfNames(name, console));
        }
        return commands;
    }

    private static Object command(String name, Console console) {
        return switch (name) {
            case "demo" -> new DemoCommand(console);
            case "serve" -> new ServeCommand(console);
            case "call" -> new CallCommand(console);
            case "stream" -> new StreamCommand(console);
            case "channel" -> new ChannelCommand(console);
            case "send" -> new SendCommand(console);
            case "inspect" -> new InspectCommand(console);
            case "cheat" -> new CheatCommand(console);
            case "doctor" -> new DoctorCommand(console);
            case "completion" -> new CompletionCommand();
            default -> throw new IllegalArgumentException("command: " + name);
        };
    }

    private static Object commandOfNames(String name, Console console) {
        return switch (name) {
            case "serve" -> new NamesServeCommand(console);
            case "ls" -> new NamesListCommand(console);
            case "resolve" -> new NamesResolveCommand(console);
            case "watch" -> new NamesWatchCommand(console);
            case "register" -> new NamesRegisterCommand(console);
            case "deregister" -> new NamesDeregisterCommand(console);
            case "explain" -> new NamesExplainCommand(console);
            default -> throw new IllegalArgumentException("command of names: " + name);
        };
    }
}
