package dev.socle.benchmarks.micro;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.Interactions;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Responder;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionLimits;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Requests of 64 bytes over one session in memory, one after the other, beside others that are open: what the tables of
 * streams cost at that size is the difference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SessionBenchmark {

    private static final int REQUESTS = 256;
    private static final int DATA_BYTES = 64;
    private static final InteractionSpec<Payload, Payload> WITHOUT_DEADLINE =
            new InteractionSpec<>("open", PayloadMessages.INSTANCE, PayloadMessages.INSTANCE, 0, false);

    @Param({"0", "10000"})
    public int openStreams;

    private final byte[] data = new byte[DATA_BYTES];
    private Session session;

    @Setup
    public void connect() {
        Address address = Address.parse("local://session-benchmark");
        SessionOptions options =
                SessionOptions.defaults().withLimits(SessionLimits.defaults().withInboundStreamsMax(Integer.MAX_VALUE));
        SessionServer.listen(address, options, SessionAcceptor.of(RequestHandler.of(new PatientEcho())))
                .block();
        session = Objects.requireNonNull(
                Session.connect(address, options, RequestHandler.rejecting()).block());
        for (int i = 0; i < openStreams; i++) {
            Interactions.requestResponse(session, WITHOUT_DEADLINE, Payload.empty())
                    .subscribe();
        }
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void requestResponse() throws InterruptedException {
        Series series = new Series();
        series.send();
        series.ended.await();
    }

    /** Each answer sends the next request, on the event loop. */
    private final class Series implements CoreSubscriber<Payload> {

        private final CountDownLatch ended = new CountDownLatch(1);
        private int left = REQUESTS;

        private void send() {
            session.requestResponse(Payload.of(data)).subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Payload answer) {
            answer.release();
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
            ended.countDown();
        }

        @Override
        public void onComplete() {
            if (--left == 0) {
                ended.countDown();
            } else {
                send();
            }
        }
    }

    /** Answers with what came, and what is empty never. */
    private static final class PatientEcho implements Responder {

        @Override
        public Mono<Payload> requestResponse(Payload request) {
            if (request.data().isReadable()) {
                return Mono.just(request);
            }
            request.release();
            return Mono.never();
        }
    }
}
