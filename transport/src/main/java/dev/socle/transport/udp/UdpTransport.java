package dev.socle.transport.udp;

import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.HostResolver;
import dev.socle.transport.channel.Loops;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * UDP without encryption: {@code udp://host:port}. A host that has several addresses stands for the first.
 *
 * <p><b>Threading:</b> the sockets live on {@link Loops#shared}; hosts are looked up on threads that may block.
 */
public final class UdpTransport implements DatagramTransport {

    /** One for all, because the event loops remember every resolver that they have met. */
    private static final HostResolver JDK = new HostResolver(InetAddress::getAllByName);

    private final Supplier<Loops> loops;

    /** The transport on the shared loops, as {@link DatagramTransport#of} makes it. */
    public UdpTransport() {
        this(Loops::shared);
    }

    UdpTransport(Supplier<Loops> loops) {
        this.loops = loops;
    }

    @Override
    public String scheme() {
        return InetTraits.SCHEME;
    }

    @Override
    public Mono<Datagrams> bind(Address address, DatagramOptions options) {
        String fault = fault(address, 0);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot listen at " + address + ": " + fault, null));
        }
        return resolve(address).flatMap(host -> {
            if (!host.isLoopbackAddress() && !options.allowPlaintext()) {
                return Mono.error(plaintext(address));
            }
            InetSocketAddress local = new InetSocketAddress(host, address.port());
            return sockets(host)
                    .open(
                            address,
                            options,
                            socket -> socket.bind(local),
                            channel -> {},
                            failure -> Failures.bind(address, local, failure));
        });
    }

    @Override
    public Mono<Datagrams> connect(Address address, DatagramOptions options) {
        String fault = fault(address, 1);
        if (fault != null) {
            return Mono.error(Failures.unusable("Cannot connect to " + address + ": " + fault, null));
        }
        return resolve(address).flatMap(host -> {
            InetSocketAddress remote = new InetSocketAddress(host, address.port());
            return sockets(host)
                    .open(
                            address,
                            options,
                            socket -> socket.connect(remote),
                            channel -> {},
                            failure -> Failures.connect(address, failure));
        });
    }

    private static Mono<InetAddress> resolve(Address address) {
        return JDK.resolve(address.host())
                .map(hosts -> hosts.get(0))
                .onErrorMap(failure -> Failures.unresolved(address, failure));
    }

    private DatagramSockets sockets(InetAddress host) {
        return new DatagramSockets(
                InetTraits.INSTANCE,
                loops.get(),
                host instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
    }

    private static ConnectionException plaintext(Address address) {
        return new ConnectionException(
                Reason.PLAINTEXT,
                "Will not receive at " + address + ": it can be reached from other machines, and nothing is encrypted"
                        + " there; take 127.0.0.1 or ::1, or allow it with DatagramOptions.withAllowPlaintext(true)",
                null);
    }

    /** What is wrong with an address, and what to do; null when nothing is. */
    private static @Nullable String fault(Address address, int lowestPort) {
        if (!address.scheme().equals(InetTraits.SCHEME)) {
            return "its scheme is not udp; find the transport with DatagramTransport.of";
        }
        if (address.host().isEmpty()) {
            return "it has no host; write udp://host:port";
        }
        if (address.port() < lowestPort) {
            return (address.port() < 0 ? "it has no port" : "nobody receives at port 0") + "; write udp://host:port";
        }
        if (!address.path().isEmpty() || !address.query().isEmpty()) {
            return "UDP knows no path and no query; write udp://host:port";
        }
        return null;
    }
}
