package dev.socle.benchmarks.micro;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of this package, with the bytes that each allocates; arguments are JMH's own, a pattern of names first.
 *
 * <pre>{@code mvn -q -P jmh -pl benchmarks -am -DskipTests verify -Djmh.args="CodecBenchmark -f 1"}</pre>
 */
public final class Micro {

    private Micro() {}

    /** Runs them; about three minutes without arguments. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
