package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Requests of which one in a hundred is corrupted on its way, asks for a failure or is given up at once, in turns. A call
 * counts when it ended as it had to; one that ends otherwise, or never, makes the run worthless.
 */
public final class MixedLoad implements Load {

    private static final int IN_FLIGHT = 256;
    private static final int ODD_EACH = 100;

    private enum Fate {
        CORRUPTED,
        FAILED,
        CANCELLED,
        ANSWERED
    }

    private static final List<Fate> ODD = List.of(Fate.CORRUPTED, Fate.FAILED, Fate.CANCELLED);

    private final List<Mixed> callers;
    private final Progress progress;

    /** On that link. */
    public MixedLoad(Link link, Progress progress) {
        this.progress = progress;
        callers =
                IntStream.range(0, IN_FLIGHT).mapToObj(i -> new Mixed(link, i)).toList();
    }

    @Override
    public void start() {
        progress.begin(IN_FLIGHT);
        callers.forEach(Mixed::callUntilOneWaits);
    }

    private final class Mixed implements Exchange {

        private final Lane lane = progress.lane();
        private final ByteBuf request = Message.numbered(0, Work.JUDGED_BYTES);
        private final Call call;
        private long number;
        private Fate fate = Fate.ANSWERED;

        private Mixed(Link link, int first) {
            number = first; // their odd calls come at different times
            call = link.call(this);
        }

        /** A call that was given up has ended: the next one follows. */
        private void callUntilOneWaits() {
            do {
                if (!progress.goesOn()) {
                    progress.ended();
                    return;
                }
                number++;
                fate = number % ODD_EACH == 0 ? ODD.get((int) (number / ODD_EACH % ODD.size())) : Fate.ANSWERED;
                Work.judge(request, number, fate == Fate.CORRUPTED, fate == Fate.FAILED);
                call.send();
                if (fate == Fate.CANCELLED) {
                    call.cancel();
                    lane.answered(1);
                }
            } while (fate == Fate.CANCELLED);
        }

        @Override
        public ByteBuf request() {
            return request;
        }

        @Override
        public void onAnswer(ByteBuf bytes, int at, int length) {
            if (fate != Fate.ANSWERED || length != Work.JUDGED_BYTES || bytes.getLong(at) != number) {
                progress.fail(new WrongAnswerException(
                        "call " + number + " was answered with " + length + " bytes (expected: " + fate + ")"));
            }
            done();
        }

        @Override
        public void onFailure(Throwable failure) {
            if (fate != Fate.CORRUPTED && fate != Fate.FAILED) {
                progress.fail(failure);
            }
            done();
        }

        private void done() {
            lane.answered(1);
            callUntilOneWaits();
        }
    }
}
