package dev.socle.transport.channel;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import io.netty.channel.EventLoopGroup;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Opens one connection for each subscription, from the first request on. */
public final class ConnectMono extends Mono<Connection> {

    /** What opens the channel. */
    @FunctionalInterface
    public interface Dialer {

        /** Begins to open a channel and reports how that ends; disposing breaks it off. */
        Disposable dial(ConnectAttempt attempt);
    }

    private final Address address;
    private final ConnectionOptions options;
    private final EventLoopGroup loops;
    private final Dialer dialer;

    /**
     * Connects to an address.
     *
     * @param loops whose timers keep the limit of time
     */
    public ConnectMono(Address address, ConnectionOptions options, EventLoopGroup loops, Dialer dialer) {
        this.address = address;
        this.options = options;
        this.loops = loops;
        this.dialer = dialer;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Connection> subscriber) {
        subscriber.onSubscribe(new ConnectAttempt(this, subscriber));
    }

    Address address() {
        return address;
    }

    ConnectionOptions options() {
        return options;
    }

    EventLoopGroup loops() {
        return loops;
    }

    Dialer dialer() {
        return dialer;
    }
}
