package dev.socle.names;

import dev.socle.messaging.service.Idempotent;
import dev.socle.messaging.service.Service;
import dev.socle.transport.Address;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a name server and its clients say to each other: a typed service like any other. Programs use {@link Registry} and
 * {@link Resolver}, which stand on it.
 *
 * <p><b>Errors:</b> INVALID for a bad name, value or limit, with text that says which; the codes of {@link NameErrors} where
 * the client has to decide.
 */
@Service("socle.names")
public interface NameProtocol {

    /**
     * Registers an instance, in place of an earlier incarnation of it; completes when it is safe. Its claim ends with its
     * time to live unless it is renewed.
     */
    @Idempotent
    Mono<Granted> register(Claim claim);

    /** Renews any number of claims at once; the answer names those that were refused. */
    @Idempotent
    Mono<Renewed> renew(Renewal renewal);

    /** Ends a claim; completes when that is safe. One of another incarnation stays. */
    @Idempotent
    Mono<Deregistered> deregister(Holding holding);

    /** The present view of a service, empty when nobody offers it. */
    @Idempotent
    Mono<View> resolve(Query query);

    /** The present view at once, then each newer one, as the requester asks for them; those in between are left out. */
    Flux<View> watch(Query query);

    /** All services that have instances, ordered by name. */
    Flux<ServiceSummary> list();

    /** An instance, without its service. What is left out is: the server's choice of incarnation, weight 1, no tags. */
    record Instance(
            String id,
            String address,
            @Nullable Long incarnation,
            @Nullable Integer weight,
            @Nullable Map<String, String> tags) {

        static Instance of(Endpoint endpoint) {
            return new Instance(
                    endpoint.instance(),
                    endpoint.address().toString(),
                    endpoint.incarnation(),
                    endpoint.weight(),
                    endpoint.tags());
        }

        Endpoint toEndpoint(String service) {
            return new Endpoint(
                    service,
                    id,
                    Address.parse(address),
                    tags == null ? Map.of() : tags,
                    weight == null ? 1 : weight,
                    incarnation == null ? 0 : incarnation);
        }
    }

    /** What is registered, and for how long. */
    record Claim(String service, Instance instance, long ttlMillis) {

        /** The endpoint that is claimed; {@link IllegalArgumentException} where it breaks a rule. */
        public Endpoint toEndpoint() {
            return instance.toEndpoint(service);
        }
    }

    /** The claim as it was accepted, and the life of the name server that did. */
    record Granted(long incarnation, long ttlMillis, long epoch) {}

    /** A claim that somebody holds. */
    record Holding(String service, String id, long incarnation) {}

    /** The claims that are renewed. */
    record Renewal(List<Holding> holdings) {}

    /** A claim that was not renewed: NOT_FOUND when it is gone, CONFLICT when a later incarnation has its place. */
    record Refused(Holding holding, int code) {}

    /** The claims that were not renewed. */
    record Renewed(List<Refused> refused) {}

    /** Whether there was such a claim. */
    record Deregistered(boolean wasRegistered) {}

    /** Which service is asked for. */
    record Query(String service) {}

    /** A {@link Snapshot} as it travels. */
    record View(
            String service,
            long epoch,
            long revision,
            Freshness freshness,
            List<Instance> instances,
            List<String> suspects) {

        /** The form that travels. */
        public static View of(Snapshot snapshot) {
            return new View(
                    snapshot.service(),
                    snapshot.version().epoch(),
                    snapshot.version().revision(),
                    snapshot.freshness(),
                    snapshot.endpoints().stream().map(Instance::of).toList(),
                    List.copyOf(snapshot.suspects()));
        }

        Snapshot toSnapshot() {
            return new Snapshot(
                    service,
                    new Version(epoch, revision),
                    freshness,
                    instances.stream()
                            .map(instance -> instance.toEndpoint(service))
                            .toList(),
                    java.util.Set.copyOf(suspects));
        }
    }
}
