package dev.socle.names.server;

import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.Session;
import dev.socle.names.Endpoint;
import dev.socle.names.NameProtocol;
import dev.socle.names.ServiceName;
import dev.socle.names.ServiceSummary;
import dev.socle.names.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The face of the registry towards its clients: checks what comes, and hands it over to the registry's thread.
 *
 * <p><b>Threading:</b> called on the connections' event loops; the budgets of connections are kept on the registry's thread.
 */
final class NameService implements NameProtocol {

    /** Claims in one renewal: no client holds more through one connection, and renews through that one. */
    private static final int HOLDINGS_MAX = 10_000;

    private final RegistryCore core;
    private final NameServerLimits limits;
    private final Executor loop;
    private final Map<Session, ClientBudget> budgets = new HashMap<>();

    NameService(RegistryCore core, NameServerLimits limits, Executor loop) {
        this.core = core;
        this.limits = limits;
        this.loop = loop;
    }

    @Override
    public Mono<Granted> register(Claim claim) {
        Endpoint endpoint = checked(claim::toEndpoint);
        LeaseKey key = new LeaseKey(endpoint.service(), endpoint.instance());
        return onLoop(session -> {
                    ClientBudget budget = budget(session);
                    if (budget != null && !budget.tryRegister(key, core.services())) {
                        return CompletableFuture.failedFuture(Refusals.instances(limits.instancesPerConnectionMax()));
                    }
                    return core.register(endpoint, claim.ttlMillis());
                })
                .map(grant -> new Granted(grant.incarnation(), grant.ttlMillis(), grant.epoch()));
    }

    @Override
    public Mono<Renewed> renew(Renewal renewal) {
        List<Holding> holdings = renewal.holdings();
        if (holdings.size() > HOLDINGS_MAX) {
            throw Refusals.invalid("holdings: " + holdings.size() + " (expected: at most " + HOLDINGS_MAX + ")");
        }
        List<LeaseKey> keys = holdings.stream().map(NameService::keyOf).toList();
        return onLoop(session -> {
            List<Refused> refused = new ArrayList<>(0);
            for (int i = 0; i < keys.size(); i++) {
                int code = core.renew(keys.get(i), holdings.get(i).incarnation());
                if (code != 0) {
                    refused.add(new Refused(holdings.get(i), code));
                }
            }
            return CompletableFuture.completedFuture(new Renewed(refused));
        });
    }

    @Override
    public Mono<Deregistered> deregister(Holding holding) {
        LeaseKey key = keyOf(holding);
        return onLoop(session -> core.deregister(key, holding.incarnation()).thenApply(was -> {
                    ClientBudget budget = budget(session);
                    if (was && budget != null) {
                        budget.deregistered(key);
                    }
                    return was;
                }))
                .map(Deregistered::new);
    }

    @Override
    public Mono<View> resolve(Query query) {
        String service = checkedService(query);
        Snapshot ready = core.services().snapshotIfMade(service);
        if (ready != null) {
            return Mono.just(View.of(ready));
        }
        return onLoop(session ->
                        CompletableFuture.completedFuture(core.services().snapshot(service)))
                .map(View::of);
    }

    @Override
    public Flux<View> watch(Query query) {
        String service = checkedService(query);
        return this.<Flux<Snapshot>>onLoop(
                        session -> CompletableFuture.completedFuture(Flux.defer(() -> watch(service, budget(session)))))
                .flatMapMany(Function.identity()) // still on the registry's thread: nothing is missed in between
                .map(View::of);
    }

    @Override
    public Flux<ServiceSummary> list() {
        return onLoop(session ->
                        CompletableFuture.completedFuture(core.services().summaries()))
                .flatMapIterable(Function.identity());
    }

    private Flux<Snapshot> watch(String service, @Nullable ClientBudget budget) {
        Flux<Snapshot> watch = core.services().watch(service, core.clock().nowMillis());
        if (budget == null) {
            return watch;
        }
        return budget.tryWatch()
                ? watch.doFinally(end -> loop.execute(budget::unwatched))
                : Flux.error(Refusals.watches(limits.watchesPerConnectionMax()));
    }

    /** Runs on the registry's thread, with the session that asks, where there is one. */
    private <T> Mono<T> onLoop(Function<@Nullable Session, CompletionStage<T>> work) {
        return ServiceRouter.caller()
                .singleOptional()
                .flatMap(session -> Mono.create(sink ->
                        loop.execute(() -> work.apply(session.orElse(null)).whenComplete((value, failure) -> {
                            if (failure == null) {
                                sink.success(value);
                            } else {
                                sink.error(plain(failure));
                            }
                        }))));
    }

    /** The failure itself, which a dependent stage wraps. */
    private static Throwable plain(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private @Nullable ClientBudget budget(@Nullable Session session) {
        if (session == null) {
            return null;
        }
        ClientBudget known = budgets.get(session);
        if (known != null) {
            return known;
        }
        ClientBudget made = new ClientBudget(limits);
        budgets.put(session, made);
        Runnable forget = () -> loop.execute(() -> budgets.remove(session));
        session.onClose().subscribe(null, failure -> forget.run(), forget);
        return made;
    }

    private static LeaseKey keyOf(Holding holding) {
        return checked(
                () -> new LeaseKey(ServiceName.check(holding.service()), ServiceName.checkInstance(holding.id())));
    }

    private static String checkedService(Query query) {
        return checked(() -> ServiceName.check(query.service()));
    }

    private static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid(String.valueOf(e.getMessage()));
        }
    }
}
