package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.DatagramHandler;
import dev.socle.transport.Datagrams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side: what is asked is executed at most once, and only for addresses that have proved themselves.
 *
 * <p>For each request: {@code not ours, or not to be answered → ignored}; {@code no proof, or another incarnation →
 * CHALLENGE}; {@code seen before → the same answer, once there is one}; {@code no room → ERROR[REJECTED]}; else it is
 * executed. Nothing but a HELLO or a REQUEST is ever answered, so two servers cannot keep each other busy.
 * <p><b>Threading:</b> the socket's event loop.
 */
final class ServerEngine implements DatagramHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ServerEngine.class);
    /** Below, there are services such as echo and chargen, which answer whatever they are sent. */
    private static final int CLIENT_PORT_MIN = 1_024;

    private static final byte[] NOTHING = {};

    private final Datagrams datagrams;
    private final RequestHandler handler;
    private final int bytesMax;
    private final long incarnation;
    private final AddressProof proof;
    private final DuplicateCache seen;
    private final Set<InetAddress> ownAddresses;
    private final int ownPort;
    private final MessageView view = new MessageView();

    private final AtomicLong executed = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong challenged = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private boolean isReading;

    ServerEngine(Datagrams datagrams, RequestHandler handler, DatagramServiceOptions options, Identity identity) {
        this.datagrams = datagrams;
        this.handler = handler;
        this.bytesMax = options.socket().bytesMax();
        this.incarnation = identity.incarnation();
        this.proof = identity.proof();
        this.seen = new DuplicateCache(options, identity.clock());
        this.ownAddresses = identity.ownAddresses();
        this.ownPort = datagrams.localAddress().port();
    }

    ServerCounts counts() {
        return new ServerCounts(executed.get(), duplicates.get(), challenged.get(), rejected.get(), ignored.get());
    }

    @Override
    public void onDatagram(ByteBuf datagram, SocketAddress from) {
        isReading = true;
        if (!(from instanceof InetSocketAddress client) || !mayBeAnswered(client)) {
            ignored.incrementAndGet();
            return;
        }
        switch (Layout.kind(datagram)) {
            case Layout.HELLO -> challenge(client, datagram);
            case Layout.REQUEST -> request(datagram, client, Interaction.REQUEST_RESPONSE);
            case Layout.NOTE -> request(datagram, client, Interaction.FIRE_AND_FORGET);
            default -> ignored.incrementAndGet();
        }
    }

    @Override
    public void onReadComplete() {
        isReading = false;
        datagrams.flush();
    }

    @Override
    public void onUndelivered(ConnectionException failure) {
        LOG.debug("An answer did not leave", failure);
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {}

    // What requests on their way call

    Session peer(InetSocketAddress client) {
        return new DatagramPeer(datagrams, client);
    }

    void onLoop(Runnable task) {
        if (datagrams.inLoop()) {
            task.run();
        } else {
            datagrams.execute(task);
        }
    }

    /** Answers with a value, which stays the caller's; throws what the encoder throws, and when it is too large. */
    <R> void answer(DuplicateCache.Entry entry, MessageEncoder<? super R> encoder, R value) {
        ByteBuf out = begin(Layout.ANSWER, entry.key().operation());
        try {
            Messages.write(out, encoder, value);
            if (out.readableBytes() > bytesMax) {
                throw InteractionException.of(
                        ErrorCode.APPLICATION_ERROR,
                        "Answer of " + out.readableBytes() + " bytes exceeds bytesMax " + bytesMax
                                + " of a datagram: the request was executed; ask for less, or over a connection");
            }
            finish(entry, ByteBufUtil.getBytes(out));
        } finally {
            out.release();
        }
    }

    /** Answers that it is done. */
    void answerEmpty(DuplicateCache.Entry entry) {
        ByteBuf out = begin(Layout.DONE, entry.key().operation());
        finish(entry, ByteBufUtil.getBytes(out));
        out.release();
    }

    void answerError(DuplicateCache.Entry entry, int code, String text) {
        ByteBuf out = error(entry.key().operation(), code, text);
        finish(entry, ByteBufUtil.getBytes(out));
        out.release();
    }

    void answerNothing(DuplicateCache.Entry entry) {
        if (entry.reply() == null) {
            seen.answered(entry, NOTHING);
        }
    }

    // In the order of a request's life

    private boolean mayBeAnswered(InetSocketAddress client) {
        return client.getPort() >= CLIENT_PORT_MIN
                && !(client.getPort() == ownPort && ownAddresses.contains(client.getAddress()));
    }

    private void request(ByteBuf datagram, InetSocketAddress client, Interaction interaction) {
        long operation = Layout.operation(datagram);
        boolean isProved = Layout.incarnation(datagram) == incarnation
                && proof.holds(client, datagram, datagram.readerIndex() + Layout.TOKEN);
        if (!isProved) {
            if (interaction == Interaction.REQUEST_RESPONSE) {
                challenge(client, datagram);
            } else {
                ignored.incrementAndGet();
            }
            return;
        }
        DuplicateCache.Key key = new DuplicateCache.Key(client, operation);
        DuplicateCache.Entry known = seen.find(key);
        if (known != null) {
            duplicates.incrementAndGet();
            repeat(known);
            return;
        }
        DuplicateCache.Entry entry = seen.add(key);
        if (entry == null) {
            reject(client, operation, interaction);
            return;
        }
        executed.incrementAndGet();
        execute(new DatagramRequest(this, entry, interaction, Messages.read(datagram, Layout.REQUEST_MESSAGE, view)));
    }

    private void execute(DatagramRequest request) {
        try {
            handler.handle(request);
        } catch (RuntimeException failure) {
            LOG.error(
                    "A handler failed for a request from {}", request.session().remoteAddress(), failure);
            request.reject(ErrorCode.APPLICATION_ERROR, "the handler failed");
        }
    }

    private void challenge(InetSocketAddress client, ByteBuf asked) {
        challenged.incrementAndGet();
        ByteBuf out = begin(Layout.CHALLENGE, Layout.operation(asked));
        proof.issue(client, out);
        send(out.writeLong(Layout.incarnation(asked)), client);
    }

    /** What is not remembered must not be executed by a copy either, so what is on its way is made void. */
    private void reject(InetSocketAddress client, long operation, Interaction interaction) {
        rejected.incrementAndGet();
        proof.voidIssued();
        if (interaction == Interaction.REQUEST_RESPONSE) {
            send(
                    error(
                            operation,
                            ErrorCode.REJECTED,
                            "This server remembers as many requests as it may (rememberedMax, rememberedBytesMax):"
                                    + " nothing was executed; ask again later"),
                    client);
        }
    }

    private void repeat(DuplicateCache.Entry entry) {
        byte[] reply = entry.reply();
        if (reply != null && reply.length > 0) {
            send(
                    datagrams.allocator().buffer(reply.length).writeBytes(reply),
                    entry.key().client());
        }
    }

    private void finish(DuplicateCache.Entry entry, byte[] reply) {
        if (entry.reply() == null) {
            seen.answered(entry, reply);
            repeat(entry);
        }
    }

    private ByteBuf error(long operation, int code, String text) {
        ByteBuf out = begin(Layout.ERROR, operation).writeInt(code);
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        return out.writeBytes(said, 0, Math.min(said.length, bytesMax - Layout.ERROR_TEXT));
    }

    private ByteBuf begin(int kind, long operation) {
        return Layout.writeHeader(datagrams.allocator().buffer(), kind, operation, incarnation);
    }

    private void send(ByteBuf datagram, InetSocketAddress to) {
        datagrams.send(datagram, to); // false is a loss like any other: the client asks again
        if (!isReading) {
            datagrams.flush();
        }
    }
}
