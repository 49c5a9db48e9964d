package dev.socle.messaging.service;

import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.ContractScan;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.Schema;
import dev.socle.messaging.codec.Schemas;
import dev.socle.messaging.session.SessionLimits;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Describes the services of a router; made out when somebody asks for the first time. */
final class RouterInspector implements Inspector {

    private final List<ServiceMethod> methods;
    private final Codecs codecs;
    private final SessionLimits limits;
    private final Mono<ServerDescription> description =
            Mono.fromCallable(this::describe).cache();

    RouterInspector(List<ServiceMethod> methods, Codecs codecs, SessionLimits limits) {
        this.methods = methods;
        this.codecs = codecs;
        this.limits = limits;
    }

    @Override
    public Mono<ServerDescription> inspect() {
        return description;
    }

    private ServerDescription describe() {
        Map<String, List<RouteDescription>> services = methods.stream()
                .collect(Collectors.groupingBy(
                        ServiceMethod::service,
                        TreeMap::new,
                        Collectors.mapping(RouterInspector::describe, Collectors.toList())));
        return new ServerDescription(
                services.entrySet().stream()
                        .map(service -> new ServiceDescription(service.getKey(), service.getValue()))
                        .toList(),
                codecs.mimeTypes().stream().map(MimeType::name).toList(),
                new LimitsDescription(
                        limits.messageLengthMax(), limits.metadataLengthMax(), limits.inboundStreamsMax()));
    }

    private static RouteDescription describe(ServiceMethod method) {
        return new RouteDescription(
                method.route(),
                method.interaction(),
                method.isIdempotent(),
                method.parameterTypes().stream().map(RouterInspector::schema).toList(),
                method.hasResult() ? schema(method.resultType()) : null);
    }

    /** What travels in formats of the user's own may be more than the built-in ones can describe. */
    private static Schema schema(Type type) {
        if (MethodCodecs.isBytes(type)) {
            return plain("bytes");
        }
        return ContractScan.faults(type).isEmpty() ? Schemas.of(type) : plain("other");
    }

    private static Schema plain(String type) {
        return new Schema(type, null, null, null, null, null, null);
    }
}
