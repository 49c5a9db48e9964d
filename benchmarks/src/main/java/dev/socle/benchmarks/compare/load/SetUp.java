package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Opens many connections; one is open when it has answered a first request. */
public final class SetUp {

    private static final int AT_A_TIME = 32;
    private static final long PATIENCE_SECONDS = 20;

    private SetUp() {}

    /** Opens so many, {@value #AT_A_TIME} at a time, and returns when all are open. */
    public static List<Link> open(Contestant contestant, int port, int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Link>> opening = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                opening.add(threads.submit(() -> openOne(contestant.connect(port))));
            }
            List<Link> links = new ArrayList<>();
            for (Future<Link> link : opening) {
                links.add(link.get());
            }
            return links;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Link openOne(Link link) throws Exception {
        FirstAnswer first = new FirstAnswer();
        link.call(first).send();
        first.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return link;
    }

    private static final class FirstAnswer implements Exchange {

        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        private final ByteBuf request = Message.numbered(0, Message.BYTES);

        @Override
        public ByteBuf request() {
            return request;
        }

        @Override
        public void onAnswer(ByteBuf bytes, int at, int length) {
            try {
                Message.check(bytes, at, length, 0, Message.BYTES);
                answer.complete(true);
            } catch (WrongAnswerException wrong) {
                answer.completeExceptionally(wrong);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
