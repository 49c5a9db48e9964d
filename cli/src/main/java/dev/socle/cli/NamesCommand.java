package dev.socle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code socle names}: the name server, and what it knows. */
@Command(
        name = "names",
        description = "Runs a name server, and reads and writes names.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  socle names serve",
            "  socle names ls",
            "  socle names resolve greeter",
            "  socle names register greeter tcp://127.0.0.1:7000 --tag zone=a"
        })
final class NamesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
