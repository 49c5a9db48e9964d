package dev.socle.transport.channel;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks hosts up with the JDK, thus by the rules of the machine, on a thread that may block. A host that is written as
 * an IP address needs no look-up.
 */
public final class HostResolver extends AddressResolverGroup<InetSocketAddress> {

    /** A look-up that blocks, such as {@link InetAddress#getAllByName}. */
    @FunctionalInterface
    public interface Lookup {

        /** All addresses of a host, the one to try first in front. */
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /** Hosts as the machine knows them; one for all, because the event loops remember every resolver that they have met. */
    public static final HostResolver JDK = new HostResolver(InetAddress::getAllByName);

    private final Lookup lookup;

    /** A resolver on top of a look-up that may block. */
    public HostResolver(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The addresses of a host, at once when it is written as an IP address. */
    public Mono<List<InetAddress>> resolve(String host) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        if (literal != null) {
            return Mono.just(List.of(literal));
        }
        return Mono.fromCallable(() -> List.of(lookup.lookUp(host))).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor).asAddressResolver();
    }

    /** The same for Netty. */
    private final class Names extends InetNameResolver {

        Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            HostResolver.this.resolve(host).subscribe(found -> promise.trySuccess(found.get(0)), promise::tryFailure);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            HostResolver.this.resolve(host).subscribe(promise::trySuccess, promise::tryFailure);
        }
    }
}
