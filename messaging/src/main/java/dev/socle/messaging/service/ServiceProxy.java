package dev.socle.messaging.service;

import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.SessionSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes proxies: objects that have a service's interface and ask the other side of a session.
 *
 * <pre>{@code
 * Greeter greeter = ServiceProxy.of(Greeter.class, session);
 * greeter.greet(new Person("Ada")).subscribe(System.out::println);
 * }</pre>
 *
 * <p><b>Threading:</b> immutable, and so are the proxies; results are signalled on the connection's event loop. Methods
 * of the blocking style wait, so they refuse to be called there.
 * <p><b>Ownership:</b> a {@code ByteBuf} that is passed in is the proxy's to release; one that comes back is not.
 * <p><b>Errors:</b> {@link dev.socle.messaging.session.InteractionException} and
 * {@link dev.socle.transport.ConnectionException}, through the result or, in the blocking style, thrown.
 * <p><b>Limits:</b> one request is waited for 30 s, unless {@link Builder#deadline} or {@link Deadline} say otherwise.
 */
public final class ServiceProxy {

    private final Carrier carrier;
    private final MethodCodecs codecs;
    private final MimeType dataType;
    private final MimeType metadataType;
    private final long deadlineMillis;
    private final List<Filter> filters;

    private ServiceProxy(Builder builder) {
        carrier = builder.carrier;
        codecs = new MethodCodecs(builder.codecs);
        dataType = builder.dataType;
        metadataType = builder.metadataType;
        deadlineMillis = builder.deadlineMillis;
        filters = List.copyOf(builder.filters);
    }

    /**
     * A proxy of a service with the defaults: JSON, and 30 s for a request.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of the interface.
     */
    public static <S> S of(Class<S> service, SessionSource source) {
        return builder(source).build().of(service);
    }

    /**
     * A proxy of a service with the defaults, over something that is not a session.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of the interface, and every method that
     * is not carried.
     */
    public static <S> S of(Class<S> service, Carrier carrier) {
        return builder(carrier).build().of(service);
    }

    /** Begins a maker of proxies that find their sessions at a source. */
    public static Builder builder(SessionSource source) {
        return new Builder(Carrier.of(Objects.requireNonNull(source)));
    }

    /** Begins a maker of proxies over something that is not a session. */
    public static Builder builder(Carrier carrier) {
        return new Builder(carrier);
    }

    /**
     * A proxy of a service. Making one costs a look at each method, so keep it.
     *
     * <p><b>Errors:</b> {@link IllegalArgumentException} that lists every fault of the interface.
     */
    public <S> S of(Class<S> service) {
        return ProxyHandler.proxy(service, this::callOf, this::fault, codecs);
    }

    private @Nullable String fault(ServiceMethod method) {
        return carrier.fault(method, ProxyCall.deadlineOf(method, deadlineMillis));
    }

    private ProxyCall callOf(ServiceMethod method) {
        boolean isComposite = metadataType.equals(MimeType.COMPOSITE_METADATA);
        byte[] metadata = isComposite ? RouteMetadata.composite(method, dataType) : RouteMetadata.plainRoute(method);
        return new ProxyCall(
                method,
                carrier,
                new RequestEncoder(codecs.request(method, dataType), metadata),
                new ReplyDecoder(method, codecs, dataType, isComposite),
                deadlineMillis,
                filters);
    }

    /** Collects what {@link ServiceProxy} is made of. */
    public static final class Builder {

        private final Carrier carrier;
        private final List<Filter> filters = new ArrayList<>();
        private Codecs codecs = Codecs.defaults();
        private MimeType dataType = MimeType.JSON;
        private MimeType metadataType = MimeType.COMPOSITE_METADATA;
        private long deadlineMillis = 30_000;

        private Builder(Carrier carrier) {
            this.carrier = Objects.requireNonNull(carrier);
        }

        /** The format of requests, and of answers; default JSON. Arrays and buffers of bytes travel as they are. */
        public Builder mimeType(MimeType value) {
            dataType = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What metadata is on the connections of the source: composite metadata, the default, or
         * {@link MimeType#ROUTING} for those that announce nothing but routes. On the latter the format of data has to
         * be the one that the connection announced, for a request cannot say it.
         */
        public Builder metadataMimeType(MimeType value) {
            if (!value.equals(MimeType.COMPOSITE_METADATA) && !value.equals(MimeType.ROUTING)) {
                throw new IllegalArgumentException("metadataMimeType: " + value + " (expected: "
                        + MimeType.COMPOSITE_METADATA + " or " + MimeType.ROUTING + ")");
            }
            metadataType = value;
            return this;
        }

        /** The formats of data; default {@link Codecs#defaults}. */
        public Builder codecs(Codecs value) {
            codecs = Objects.requireNonNull(value);
            return this;
        }

        /** How long one request is waited for, over all attempts, where its method has no {@link Deadline}; default 30 s. */
        public Builder deadline(Duration value) {
            if (value.toMillis() < 1) {
                throw new IllegalArgumentException("deadline: " + value + " (expected: at least 1 ms)");
            }
            deadlineMillis = value.toMillis();
            return this;
        }

        /** Adds a filter inside those that were added before. */
        public Builder filter(Filter filter) {
            filters.add(Objects.requireNonNull(filter));
            return this;
        }

        /** The maker of proxies. */
        public ServiceProxy build() {
            return new ServiceProxy(this);
        }
    }
}
