package dev.socle.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import dev.socle.messaging.codec.Payload;
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
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The process that counts: client and server over loopback TCP, each on an event loop of its own. Prints a line for each
 * {@link Call}: the bytes that the client's and the server's loop allocate for one.
 *
 * <p>Each figure is the least of several windows. What a window has beyond the least is not the call's: a timer, another
 * read of the socket, a class that is loaded late.
 */
final class AllocationProbe {

    private static final int MESSAGE_BYTES = 64;
    private static final int CALLS = 2 * 1024;
    private static final int WARM_UP_WINDOWS = 4;
    private static final int WINDOWS = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Session session;
    private final Thread serverLoop;

    private AllocationProbe(Session session, Thread serverLoop) {
        this.session = session;
        this.serverLoop = serverLoop;
    }

    public static void main(String[] args) throws Exception {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(MESSAGE_BYTES));
        Supplier<Payload> message = () -> Payload.of(bytes.retain());
        RequestHandler echo = RequestHandler.of(new EchoResponder(message));
        Ledger ledger = Mono::just;
        RequestHandler router =
                ServiceRouter.builder().add(Ledger.class, ledger).build();

        between(echo)
                .measure(
                        Call.REQUEST_RESPONSE,
                        session ->
                                new RequestTraffic<>(() -> session.requestResponse(message.get()), Payload::release));
        between(echo).measure(Call.STREAM_ITEM, StreamTraffic::new);
        between(echo).measure(Call.FIRE_AND_FORGET, session -> new FireTraffic(session, message));
        between(router).measure(Call.TYPED_REQUEST, session -> {
            Ledger remote = ServiceProxy.of(Ledger.class, session);
            return new RequestTraffic<>(() -> remote.book(Ledger.Entry.SAMPLE), entry -> {});
        });
    }

    private static AllocationProbe between(RequestHandler handler) {
        Thread[] serverLoop = new Thread[1];
        SessionAcceptor acceptor = session -> {
            serverLoop[0] = Thread.currentThread();
            return Mono.just(handler);
        };
        SessionServer server = SessionServer.listen(
                        Address.of("tcp", "127.0.0.1", 0), SessionOptions.defaults(), acceptor)
                .block();
        Session session = Session.connect(server.address(), SessionOptions.defaults(), RequestHandler.rejecting())
                .block();
        session.requestResponse(Payload.empty()).onErrorComplete().block(); // then it was accepted
        return new AllocationProbe(session, serverLoop[0]);
    }

    private void measure(Call call, Function<Session, Traffic> kind) throws InterruptedException {
        Traffic traffic = kind.apply(session);
        for (int i = 0; i < WARM_UP_WINDOWS; i++) {
            traffic.run(CALLS);
        }
        Thread clientLoop = traffic.clientLoop();
        if (clientLoop == serverLoop) {
            throw new IllegalStateException("client and server are both on " + serverLoop + " (expected: a loop each)");
        }
        long clientBytes = Long.MAX_VALUE;
        long serverBytes = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS; i++) {
            long clientBefore = allocated(clientLoop);
            long serverBefore = allocated(serverLoop);
            traffic.run(CALLS);
            clientBytes = Math.min(clientBytes, allocated(clientLoop) - clientBefore);
            serverBytes = Math.min(serverBytes, allocated(serverLoop) - serverBefore);
        }
        System.out.println(call + " " + clientBytes / (double) CALLS + " " + serverBytes / (double) CALLS);
    }

    private static long allocated(Thread thread) {
        return THREADS.getThreadAllocatedBytes(thread.getId());
    }
}
