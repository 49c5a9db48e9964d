package dev.socle.messaging.service;

import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.session.InboundRequest;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers requests with typed services. Beside those that are added it always answers {@link Inspector}.
 *
 * <pre>{@code
 * ServiceRouter router = ServiceRouter.builder().add(Greeter.class, new PoliteGreeter()).build();
 * SessionServer.listen(address, SessionOptions.defaults(), SessionAcceptor.of(router));
 * }</pre>
 *
 * <p><b>Threading:</b> immutable; one router serves any number of sessions. Methods are called on the event loop of the
 * connection that asks and must not block, except for those of the {@linkplain Style#BLOCKING blocking style}.
 * <p><b>Ownership:</b> a {@code ByteBuf} that a method takes is the method's to release; one that it gives is not.
 * <p><b>Errors:</b> a requester sees an {@link InteractionException} that a method throws as it is, and of every other
 * failure an id only, with which it stands in this side's log. Requests that do not fit a route are answered with
 * NOT_FOUND or INVALID, and text that says what is wrong.
 */
public final class ServiceRouter implements RequestHandler {

    private final List<RouteEntry> entries;
    private final RouteTable routes;
    private final List<ServiceMethod> methods;

    private ServiceRouter(List<RouteEntry> entries) {
        this.entries = List.copyOf(entries);
        routes = new RouteTable(entries);
        methods = entries.stream().map(RouteEntry::method).toList();
    }

    /** Begins a router. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The session of the requester, for the publishers that reactive methods give; empty elsewhere.
     *
     * <p>{@code ServiceRouter.caller().map(session -> greetingFor(session.remoteAddress()))}
     */
    public static Mono<Session> caller() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.<Session>getOrEmpty(Session.class)));
    }

    /** The methods that it answers, {@link Inspector} among them. */
    public List<ServiceMethod> methods() {
        return methods;
    }

    /** A router that answers some of the methods of this one, and knows nothing of the others. */
    public ServiceRouter only(Predicate<ServiceMethod> isAnswered) {
        return new ServiceRouter(entries.stream()
                .filter(entry -> isAnswered.test(entry.method()))
                .toList());
    }

    @Override
    public void handle(InboundRequest request) {
        BoundRoute route;
        try {
            route = routes.find(request.message(), request.session().setup());
        } catch (InteractionException bad) {
            request.reject(bad.code(), String.valueOf(bad.getMessage()));
            return;
        }
        route.handle(request);
    }

    /** Collects what a {@link ServiceRouter} is made of. */
    public static final class Builder {

        private record Offer(Class<?> service, Object target) {}

        private final List<Offer> offers = new ArrayList<>();
        private final List<Filter> filters = new ArrayList<>();
        private Codecs codecs = Codecs.defaults();
        private SessionLimits limits = SessionLimits.defaults();
        private @Nullable Executor executor;

        private Builder() {}

        /** Adds a service and the object that does its work, which is called from many threads at a time. */
        public <S> Builder add(Class<S> service, S implementation) {
            offers.add(new Offer(Objects.requireNonNull(service), Objects.requireNonNull(implementation)));
            return this;
        }

        /** Adds a filter inside those that were added before. */
        public Builder filter(Filter filter) {
            filters.add(Objects.requireNonNull(filter));
            return this;
        }

        /** The formats of data that are read and written; default {@link Codecs#defaults}. */
        public Builder codecs(Codecs value) {
            codecs = Objects.requireNonNull(value);
            return this;
        }

        /** The limits that {@link Inspector} tells: those of the sessions that the router is used with. */
        public Builder limits(SessionLimits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Where methods of the blocking style run; what it rejects is answered with REJECTED. Default: virtual threads
         * on a Java that has them, at most 16,384; else 64 threads and 1,000 requests that wait for one.
         */
        public Builder executor(Executor value) {
            executor = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The router.
         *
         * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of all interfaces.
         */
        public ServiceRouter build() {
            RouterAssembly assembly = new RouterAssembly(
                    new MethodCodecs(codecs),
                    List.copyOf(filters),
                    executor == null ? BlockingExecutors.shared() : executor);
            offers.forEach(offer -> assembly.add(offer.service(), offer.target()));
            assembly.add(Inspector.class, new RouterInspector(assembly.methods(), codecs, limits));
            return new ServiceRouter(assembly.entries());
        }
    }
}
