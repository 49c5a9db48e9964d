package dev.socle.names.server;

import dev.socle.messaging.session.InteractionException;
import dev.socle.names.Endpoint;
import dev.socle.names.Snapshot;
import dev.socle.names.server.RegistryCore.Grant;
import dev.socle.transport.Address;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A registry on the test's thread, with a clock and a disk that the test moves. */
final class CoreHarness {

    static final long TTL = 15_000;

    final ManualTime time = new ManualTime();
    final HeldStore store = new HeldStore();
    RegistryCore core;
    long epoch;

    CoreHarness() {
        this(NameServerLimits.defaults().withExpiryGuarded(false));
    }

    CoreHarness(NameServerLimits limits) {
        restart(limits);
    }

    /** A new life over the same data. */
    void restart(NameServerLimits limits) {
        RegistryStore.Contents contents = store.open();
        epoch = contents.epoch();
        core = new RegistryCore(store, contents, limits, time, Runnable::run);
    }

    /** Time goes by, with the ticker on time. */
    void pass(long millis) {
        for (long gone = 0; gone < millis; gone += LeaseClock.TICK_MILLIS) {
            time.advanceMillis(Math.min(LeaseClock.TICK_MILLIS, millis - gone));
            core.tick();
        }
    }

    Grant register(String service, String instance, long incarnation) {
        return join(core.register(endpoint(service, instance, incarnation), TTL));
    }

    int renew(String service, String instance, long incarnation) {
        return core.renew(new LeaseKey(service, instance), incarnation);
    }

    boolean deregister(String service, String instance, long incarnation) {
        return join(core.deregister(new LeaseKey(service, instance), incarnation));
    }

    Snapshot snapshot(String service) {
        return core.services().snapshot(service);
    }

    static Endpoint endpoint(String service, String instance, long incarnation) {
        return Endpoint.of(service, instance, Address.of("tcp", "10.0.0.4", 7000))
                .withIncarnation(incarnation);
    }

    /** The result, which is there already. */
    static <T> T join(CompletableFuture<T> result) {
        if (!result.isDone()) {
            throw new AssertionError("not answered yet");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof InteractionException refused ? refused : e;
        }
    }

    /** The code with which something was refused; 0 when it was not. */
    static int refusal(CompletableFuture<?> result) {
        try {
            join(result);
            return 0;
        } catch (InteractionException e) {
            return e.code();
        }
    }
}
