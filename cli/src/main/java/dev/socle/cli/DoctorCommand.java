package dev.socle.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code socle doctor}: what this machine can do. */
@Command(
        name = "doctor",
        description = "Shows what this machine can do, and tries what Socle stands on.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle doctor", "  socle doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Print one JSON value for each finding.")
    private boolean json;

    @Mixin
    private RemoteOptions remoteOptions;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Checkup(remoteOptions, console).findings();
        if (json) {
            findings.forEach(each -> console.out().line(Json.of(Finding.class, each)));
        } else {
            Table table = new Table("", "WHAT", "FOUND");
            findings.forEach(each ->
                    table.row(each.health().name().toLowerCase(java.util.Locale.ROOT), each.what(), each.found()));
            table.print(console.out());
        }
        console.out().flush();
        return findings.stream().anyMatch(each -> each.health() == Finding.Health.BAD)
                ? ExitCode.UNREACHABLE
                : ExitCode.DONE;
    }
}
