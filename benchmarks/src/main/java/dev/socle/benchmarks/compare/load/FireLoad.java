package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;

/**
 * Messages that nobody answers, in batches. Behind each batch the server is asked how many it has counted, which must be all
 * that were sent: only those count. Two batches are on their way at a time.
 */
public final class FireLoad implements Load {

    private static final int BATCH = 1_024;
    private static final int BATCHES = 2;

    private final Link link;
    private final Progress progress;
    private final Lane lane;
    private final ByteBuf message = Work.fired();
    private final Question[] questions = new Question[BATCHES];
    /** Messages that the server must have counted once it has answered all that was asked. */
    private long fired;

    /** On that link. */
    public FireLoad(Link link, Progress progress) {
        this.link = link;
        this.progress = progress;
        this.lane = progress.lane();
        for (int i = 0; i < BATCHES; i++) {
            questions[i] = new Question();
        }
    }

    /** The first question brings it onto the link's event loop, where all the rest is done. */
    @Override
    public void start() {
        progress.begin(BATCHES);
        questions[0].isFirst = true;
        questions[0].call.send();
    }

    private final class Question implements Exchange {

        private final ByteBuf request = Work.question();
        private final Call call = link.callBehindFired(this);
        private boolean isFirst;
        private long expected;

        private void fireAndAsk() {
            for (int i = 0; i < BATCH; i++) {
                link.fire(message);
            }
            fired += BATCH;
            expected = fired;
            call.send();
        }

        @Override
        public ByteBuf request() {
            return request;
        }

        @Override
        public void onAnswer(ByteBuf bytes, int at, int length) {
            if (isFirst) {
                isFirst = false;
                fired = bytes.getLong(at);
                for (Question question : questions) {
                    question.fireAndAsk();
                }
                return;
            }
            if (length != Message.BYTES || bytes.getLong(at) != expected) {
                onFailure(new WrongAnswerException("the server has counted "
                        + (length < Long.BYTES ? "?" : bytes.getLong(at)) + " messages (expected: " + expected + ")"));
            }
            lane.answered(BATCH);
            if (progress.goesOn()) {
                fireAndAsk();
            } else {
                progress.ended();
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            progress.fail(failure);
        }
    }
}
