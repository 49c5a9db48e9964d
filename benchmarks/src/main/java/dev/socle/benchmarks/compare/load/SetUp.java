package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Opens many connections; one is open when it has answered a first request. */
public final class SetUp {

    private static final int AT_A_TIME = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SetUp() {}

    /** Opens so many, {@value #AT_A_TIME} at a time, each as soon as one before it is open; returns when all are. */
    public static List<Link> open(Contestant contestant, int port, int count) {
        return Objects.requireNonNull(Flux.range(0, count)
                .flatMap(number -> openOne(contestant, port), AT_A_TIME)
                .collectList()
                .block(PATIENCE));
    }

    private static Mono<Link> openOne(Contestant contestant, int port) {
        return contestant
                .connect(port)
                .flatMap(link -> Mono.<Link>create(
                        sink -> link.call(new FirstAnswer(link, sink)).send()));
    }

    private static final class FirstAnswer implements Exchange {

        private final Link link;
        private final MonoSink<Link> sink;
        private final ByteBuf request = Message.numbered(0, Message.BYTES);

        private FirstAnswer(Link link, MonoSink<Link> sink) {
            this.link = link;
            this.sink = sink;
        }

        @Override
        public ByteBuf request() {
            return request;
        }

        @Override
        public void onAnswer(ByteBuf bytes, int at, int length) {
            try {
                Message.check(bytes, at, length, 0, Message.BYTES);
                sink.success(link);
            } catch (WrongAnswerException wrong) {
                sink.error(wrong);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            sink.error(failure);
        }
    }
}
