package dev.socle.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Lines of an input, each read when somebody asks for it. Blank ones are passed over.
 *
 * <p><b>Threading:</b> a thread of its own waits for the input, so that nobody else has to.
 */
final class InputLines {

    private final BufferedReader reader;
    private long number;

    InputLines(InputStream in) {
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** One line, counted from 1. */
    record Line(long number, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The lines, for one subscriber. */
    Flux<Line> flux() {
        return Flux.<Line>generate(this::next).subscribeOn(Schedulers.boundedElastic());
    }

    private void next(SynchronousSink<Line> sink) {
        try {
            String text;
            do {
                text = reader.readLine();
                number++;
            } while (text != null && text.isBlank());
            if (text == null) {
                sink.complete();
            } else {
                sink.next(new Line(number, text));
            }
        } catch (IOException e) {
            sink.error(new CommandFailure(
                    ExitCode.USAGE, "standard input cannot be read after line " + number + ": " + e.getMessage(), e));
        }
    }
}
