package dev.socle.benchmarks.micro;

import dev.socle.messaging.codec.CompositeMetadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.RoutingMetadata;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.messaging.session.SessionServer;
import dev.socle.transport.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** From a request's bytes through metadata, route and method to the bytes of its answer, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DispatchBenchmark {

    private static final String ROUTE = "desk.ping";

    private ServiceRouter router;
    private CapturedRequest ping;
    private CapturedRequest foreignPing;
    private CapturedRequest take;
    private ByteBuf metadata;
    private final CompositeMetadata entries = new CompositeMetadata();

    @Setup
    public void capture() {
        router = ServiceRouter.builder().add(Desk.class, new EmptyDesk()).build();
        CapturedRequest[] captured = new CapturedRequest[1];
        RequestHandler captor = request -> {
            captured[0] = new CapturedRequest(request);
            router.handle(request);
        };
        Address address = Address.parse("local://dispatch-benchmark");
        SessionServer.listen(address, SessionOptions.defaults(), SessionAcceptor.of(captor))
                .block();
        Session session =
                Objects.requireNonNull(Session.connect(address, SessionOptions.defaults(), RequestHandler.rejecting())
                        .block());
        Desk desk = ServiceProxy.of(Desk.class, session);

        desk.ping().block();
        ping = captured[0];
        metadata = foreignMetadata();
        desk.ping().block();
        foreignPing = captured[0].withMetadata(metadata.duplicate());
        desk.take(Item.SAMPLE).block();
        take = captured[0];
    }

    /** Metadata that proxies send is looked up as a whole. */
    @Benchmark
    public int routeOfKnownMetadata() {
        router.handle(ping);
        return ping.answerLength();
    }

    /** Metadata of others is taken apart, and the route looked up. */
    @Benchmark
    public int routeOfForeignMetadata() {
        router.handle(foreignPing);
        return foreignPing.answerLength();
    }

    /** With a message of five fields, decoded and encoded. */
    @Benchmark
    public int typedRequest() {
        router.handle(take);
        return take.answerLength();
    }

    /** The second of two entries is found. */
    @Benchmark
    public int compositeMetadata() {
        entries.wrap(metadata, 0, metadata.writerIndex());
        return entries.find(MimeType.ROUTING)
                ? RoutingMetadata.routeLength(metadata, entries.contentIndex(), entries.contentLength())
                : -1;
    }

    private static ByteBuf foreignMetadata() {
        ByteBuf bytes = Unpooled.directBuffer(256);
        int tracing = CompositeMetadata.begin(bytes, MimeType.parse("message/x.rsocket.tracing-zipkin.v0"));
        CompositeMetadata.end(bytes.writeLong(4711), tracing);
        int routing = CompositeMetadata.begin(bytes, MimeType.ROUTING);
        RoutingMetadata.encode(bytes, ROUTE);
        CompositeMetadata.end(bytes, routing);
        return bytes;
    }

    private static final class EmptyDesk implements Desk {

        private final Mono<Boolean> pong = Mono.just(true);

        @Override
        public Mono<Boolean> ping() {
            return pong;
        }

        @Override
        public Mono<Item> take(Item item) {
            return Mono.just(item);
        }
    }
}
