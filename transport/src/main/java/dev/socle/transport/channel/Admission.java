package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionOptions;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the open connections of one listener, and closes at once those over its limits or refused for another reason.
 *
 * <p><b>Threading:</b> any thread; accepted channels come on their own event loops.
 * <p><b>Limits:</b> {@link ConnectionOptions#connectionsMax} and {@link ConnectionOptions#connectionsPerHostMax}; one
 * line of log a second.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close does not fail
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String RAISE = "; raise the limit in ConnectionOptions, or find who connects so often";

    private final Address listener;
    private final ConnectionOptions options;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<Long, Integer> openPerHost = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable ConnectionException lastRefusal;
    private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());

    /** The count of a listener that is about to be bound. */
    public Admission(Address listener, ConnectionOptions options) {
        this.listener = listener;
        this.options = options;
    }

    /** Counts an accepted channel until it closes and says true, or closes it and says false. */
    public boolean admit(Channel channel) {
        boolean isAdmitted = admit(channel, channel.remoteAddress());
        if (!isAdmitted) {
            channel.close();
        }
        return isAdmitted;
    }

    /** The same for a channel that comes from an address which it does not know itself, and that its caller closes. */
    public boolean admit(Channel channel, @Nullable SocketAddress from) {
        if (open.incrementAndGet() > options.connectionsMax()) {
            open.decrementAndGet();
            count(from, Reason.REJECTED, "it has reached connectionsMax " + options.connectionsMax() + RAISE);
            return false;
        }
        if (!(from instanceof InetSocketAddress remote)) {
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
            return true;
        }
        Long host = host(remote.getAddress());
        if (openPerHost.merge(host, 1, Integer::sum) > options.connectionsPerHostMax()) {
            leave(host);
            count(
                    from,
                    Reason.REJECTED,
                    "it has reached connectionsPerHostMax " + options.connectionsPerHostMax() + RAISE);
            return false;
        }
        channel.closeFuture().addListener(closed -> leave(host));
        return true;
    }

    /** Closes a channel at once, counts it, and says why when nothing was said within the last second. */
    public void refuse(Channel channel, Reason reason, String whyAndWhatToDo) {
        count(channel.remoteAddress(), reason, whyAndWhatToDo);
        channel.close();
    }

    /** The same for a failure that is known already. */
    public void refuse(Channel channel, ConnectionException failure) {
        count(failure);
        channel.close();
    }

    /** The same for one from an address that its caller closes when the other side has been told. */
    public void count(@Nullable SocketAddress from, Reason reason, String whyAndWhatToDo) {
        String where = "Listener " + listener + " closed a connection from "
                + (from instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : "this machine");
        count(new ConnectionException(reason, where + ": " + whyAndWhatToDo, null));
    }

    private void count(ConnectionException failure) {
        long total = refused.incrementAndGet();
        lastRefusal = failure;
        long now = System.nanoTime();
        long next = nextLogNanos.get();
        if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_NANOS)) {
            LOG.warn("{} (the listener has closed {} so far)", failure.getMessage(), total);
        }
    }

    /** Why a channel was last closed at once; null when none was. */
    @Nullable
    ConnectionException lastRefusal() {
        return lastRefusal;
    }

    /** How many channels were closed at once. */
    long refused() {
        return refused.get();
    }

    private void leave(Long host) {
        openPerHost.computeIfPresent(host, (key, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /** An IPv4 address, or the /64 network of an IPv6 address: what one customer of a provider is given. */
    private static Long host(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }
}
