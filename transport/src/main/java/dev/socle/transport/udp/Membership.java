package dev.socle.transport.udp;

import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A multicast group on a network interface.
 *
 * <p><b>Limits:</b> how many groups a socket may join is the system's to say (20 on a usual Linux).
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise says how it went
record Membership(InetAddress group, NetworkInterface via) {

    Membership {
        Objects.requireNonNull(via, "via");
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException("group: " + group + " (expected: a multicast address)");
        }
    }

    /** Joins, or leaves, for each subscription. */
    Mono<Void> change(ChannelDatagrams datagrams, boolean joins) {
        return Mono.create(sink -> datagrams.execute(() -> change(datagrams, joins, sink)));
    }

    private void change(ChannelDatagrams datagrams, boolean joins, MonoSink<Void> sink) {
        String what = (joins ? "join " : "leave ") + this;
        if (!(datagrams.channel() instanceof DatagramChannel socket)) {
            sink.error(DatagramFailures.group(datagrams, what, "Unix sockets know no groups", null));
            return;
        }
        Set<Membership> joined = datagrams.memberships();
        if (joins == joined.contains(this)) { // NIO would take both for done
            String why = joins ? "it was joined there already" : "it was not joined there";
            sink.error(DatagramFailures.group(datagrams, what, why, null));
            return;
        }
        ChannelPromise changed = socket.newPromise();
        changed.addListener(done -> {
            if (done.isSuccess()) {
                boolean isNews = joins
                        ? datagrams.memberships().add(this)
                        : datagrams.memberships().remove(this);
                assert isNews : what;
                sink.success();
            } else {
                sink.error(DatagramFailures.group(
                        datagrams, what, String.valueOf(done.cause().getMessage()), done.cause()));
            }
        });
        try {
            InetSocketAddress address = new InetSocketAddress(group, 0);
            if (joins) {
                socket.joinGroup(address, via, changed);
            } else {
                socket.leaveGroup(address, via, changed);
            }
        } catch (RuntimeException failure) { // with epoll some failures do not come through the promise
            changed.tryFailure(failure);
        }
    }

    @Override
    public String toString() {
        return group.getHostAddress() + " on " + via.getName();
    }
}
