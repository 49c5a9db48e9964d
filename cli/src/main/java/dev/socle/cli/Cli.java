package dev.socle.cli;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.MimeType;
import dev.socle.transport.Address;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands together and runs one of them. */
final class Cli {

    private Cli() {}

    /** Runs one command; whatever happens, it ends with an exit code and, if it failed, a text on standard error. */
    static int run(Console console, String... args) {
        CommandLine commands = commands(console, args);
        try {
            return commands.execute(args);
        } finally {
            commands.getOut().flush();
            commands.getErr().flush();
        }
    }

    static CommandLine commands(Console console, String... args) {
        SocleCommand root = new SocleCommand();
        CommandLine commands = Commands.of(root, console, args);
        commands.registerConverter(Duration.class, converter(Durations::parse))
                .registerConverter(Address.class, converter(Address::parse))
                .registerConverter(MimeType.class, converter(MimeType::parse))
                .setExpandAtFiles(false) // a body may begin with @
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()))
                .setOut(printer(console.out()))
                .setErr(printer(console.err()))
                .setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong, console))
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure, root.debug, console));
        return commands;
    }

    private static int failed(Exception failure, boolean debug, Console console) {
        if (failure instanceof Output.Closed) {
            return ExitCode.DONE; // the reader has seen enough
        }
        try {
            console.out().flush();
        } catch (Output.Closed gone) {
            // What could not be shown is no reason to hide why the command failed.
        }
        ErrorReport report = ErrorReport.of(failure);
        console.err().say("socle: " + report.text());
        if (debug) {
            PrintWriter stack = printer(console.err());
            failure.printStackTrace(stack);
            stack.flush();
        } else if (report.isUnexpected()) {
            console.err().say("This is a fault of socle itself: run it again with --debug, which shows where.");
        }
        return report.exitCode();
    }

    private static int wrongUsage(ParameterException wrong, Console console) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String text = String.valueOf(wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            text = unmatched(unmatched, command);
        }
        console.err().say("socle: " + text + ": see `" + name + " --help`");
        return ExitCode.USAGE;
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandLine command) {
        String first = wrong.getUnmatched().get(0);
        boolean isCommand = !first.startsWith("-") && !command.getSubcommands().isEmpty();
        String text = (isCommand ? "no command \"" : wrong.isUnknownOption() ? "no option \"" : "too much is given: \"")
                + first + "\"";
        List<String> near = wrong.getSuggestions();
        return near.isEmpty() ? text : text + " (did you mean " + String.join(" or ", near) + "?)";
    }

    private static <T> ITypeConverter<T> converter(ITypeConverter<T> parse) {
        return text -> {
            try {
                return parse.convert(text);
            } catch (IllegalArgumentException | CodecException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static PrintWriter printer(Output output) {
        return new PrintWriter(output.asStream(), false, StandardCharsets.UTF_8);
    }
}
