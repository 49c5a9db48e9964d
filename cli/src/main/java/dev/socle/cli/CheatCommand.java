package dev.socle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code socle cheat}: examples to copy. */
@Command(
        name = "cheat",
        description = "Shows examples to copy: of everything, or of one topic.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  socle cheat", "  socle cheat addresses"})
final class CheatCommand implements Callable<Integer> {

    /** In the order in which they help most; each is a text of its name beside this class. */
    static final List<String> TOPICS =
            List.of("serve", "call", "stream", "channel", "addresses", "names", "scripts", "trouble");

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "One of: ${COMPLETION-CANDIDATES}",
            completionCandidates = Topics.class)
    private @Nullable String topic;

    CheatCommand(Console console) {
        this.console = console;
    }

    /** The topics, for help and completion. */
    static final class Topics extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Topics() {
            super(TOPICS);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (topic != null && !TOPICS.contains(topic)) {
            throw CommandFailure.usage(
                    "no topic \"" + topic + "\" (expected one of: " + String.join(", ", TOPICS) + ")");
        }
        List<String> shown = topic == null ? TOPICS : List.of(topic);
        for (int i = 0; i < shown.size(); i++) {
            if (i > 0) {
                console.out().line("");
            }
            console.out().write(text(shown.get(i)));
        }
        console.out().flush();
        return ExitCode.DONE;
    }

    private static byte[] text(String topic) throws IOException {
        try (InputStream in = CheatCommand.class.getResourceAsStream("cheat/" + topic + ".txt")) {
            if (in == null) {
                throw new IOException("no text cheat/" + topic + ".txt beside " + CheatCommand.class);
            }
            return in.readAllBytes();
        }
    }
}
