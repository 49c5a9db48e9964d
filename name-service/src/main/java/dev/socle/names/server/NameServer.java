package dev.socle.names.server;

import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.SessionAcceptor;
import dev.socle.messaging.session.SessionServer;
import dev.socle.names.NameProtocol;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A running name server: {@link NameProtocol} over sessions, a registry in memory, and a store that outlives it.
 *
 * <p><b>Threading:</b> any thread. Inside, one thread owns the registry, another one writes to the disk.
 */
public final class NameServer {

    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);

    private final Engine engine;
    private final SessionServer sessions;

    private NameServer(Engine engine, SessionServer sessions) {
        this.engine = engine;
        this.sessions = sessions;
    }

    /**
     * Opens the store and listens; completes when clients can connect.
     *
     * <p><b>Errors:</b> {@link StoreException}, for example when another name server has the data folder;
     * {@link dev.socle.transport.ConnectionException}, for example an address in use.
     */
    public static Mono<NameServer> start(NameServerOptions options) {
        return Mono.fromCallable(() -> Engine.open(options))
                .subscribeOn(Schedulers.boundedElastic()) // opening waits for the disk
                .flatMap(engine -> SessionServer.listen(
                                options.listen(), options.session(), SessionAcceptor.of(engine.router(options)))
                        .map(sessions -> new NameServer(engine, sessions))
                        .doOnNext(server -> LOG.info("{}", server.description()))
                        .onErrorResume(failure -> engine.close().then(Mono.error(failure)))
                        .doOnCancel(() -> engine.close().subscribe()));
    }

    /** Where it listens, with the port that the system chose. */
    public Address address() {
        return sessions.address();
    }

    /** One line for people: where it listens, and whether registrations outlive it. */
    public String description() {
        return "Name server on " + address() + ", " + engine.description;
    }

    /**
     * Ends in order: watches end, requests that came are answered within the given time, and all that was asked of the store
     * is written. Registrations stay in the store.
     */
    public Mono<Void> close(Duration grace) {
        return Mono.<Void>fromRunnable(engine::completeWatches)
                .then(Mono.defer(() -> sessions.close(grace)))
                .onErrorComplete()
                .then(engine.close());
    }

    /** All of it but the sessions. */
    private static final class Engine {

        private final RegistryStore store;
        private final Scheduler thread;
        private final RegistryCore core;
        private final Disposable ticker;
        private final String description;

        private Engine(RegistryStore store, RegistryStore.Contents contents, NameServerLimits limits) {
            this.store = store;
            thread = Schedulers.newSingle("socle-names-registry", true);
            core = new RegistryCore(store, contents, limits, System::nanoTime, this::onThread);
            description = store.description() + ", epoch " + contents.epoch() + ", "
                    + contents.leases().size() + " registrations recovered";
            ticker = thread.schedulePeriodically(
                    this::tick, LeaseClock.TICK_MILLIS, LeaseClock.TICK_MILLIS, TimeUnit.MILLISECONDS);
        }

        static Engine open(NameServerOptions options) {
            NameServerLimits limits = options.limits();
            RegistryStore store = options.dataFolder() == null
                    ? new MemoryStore()
                    : new SqliteStore(options.dataFolder(), limits.storeBytesMax());
            return new Engine(store, store.open(), limits);
        }

        ServiceRouter router(NameServerOptions options) {
            return ServiceRouter.builder()
                    .add(NameProtocol.class, new NameService(core, options.limits(), this::onThread))
                    .limits(options.session().limits())
                    .build();
        }

        void completeWatches() {
            onThread(core.services()::complete);
        }

        Mono<Void> close() {
            return Mono.<Void>fromRunnable(() -> {
                        ticker.dispose();
                        store.close();
                        thread.dispose();
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }

        private void onThread(Runnable task) {
            try {
                thread.schedule(task);
            } catch (RejectedExecutionException e) {
                // The server is closed, and so are the sessions that could wait for an answer.
            }
        }

        private void tick() {
            try {
                core.tick();
            } catch (RuntimeException e) { // the next tick has to come whatever this one met
                LOG.error("A tick of the registry failed", e);
            }
        }
    }
}
