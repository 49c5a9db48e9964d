package dev.socle.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** How many answers are wanted, and how they are printed. */
final class AnswersOptions {

    @Option(names = "--take", paramLabel = "N", converter = Positive.class, description = "End after so many answers.")
    private long take = Long.MAX_VALUE;

    @Option(
            names = "--demand",
            paramLabel = "N",
            converter = Positive.class,
            description = "How many to ask for at a time; the next N when those are printed. Default: 256.")
    private long demand = 256;

    @Option(names = "--json", description = "Print JSON values, also where answers are text or bytes.")
    private boolean json;

    /** Prints answers until the last one; whoever reads them slowly slows the sender. */
    void print(Flux<Answer> answers, Remote remote, String route, @Nullable Duration silenceMax, Console console) {
        Pull<Answer> pull = new Pull<>(demand, take);
        answers.subscribe(pull);
        try {
            print(pull, silenceMax, console.out());
        } catch (Pull.Silence silence) {
            throw new CommandFailure(
                    ExitCode.DEADLINE,
                    route + " at " + remote.target() + ": " + silence.getMessage()
                            + ": allow more with --timeout, or see why it is slow",
                    silence);
        } catch (Output.Closed | CommandFailure ended) {
            throw ended;
        } catch (RuntimeException e) {
            throw remote.failed(route, e);
        } finally {
            pull.cancel();
        }
    }

    private void print(Pull<Answer> pull, @Nullable Duration silenceMax, Output out) {
        while (true) {
            if (pull.isEmpty()) {
                out.flush();
            }
            Answer answer = pull.take(silenceMax);
            if (answer == null) {
                out.flush();
                return;
            }
            answer.print(out, json);
        }
    }
}
