package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socle.cli.samples.Delay;
import dev.socle.messaging.service.Idempotent;
import dev.socle.messaging.service.Service;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.NamedSessions;
import dev.socle.names.Names;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Real processes under 200 calls a second: what callers see when one of them is killed without warning. */
class FailoverTest {

    private static final Duration EVERY = Duration.ofMillis(5);
    private static final Duration IN_SERVICE = Duration.ofMillis(40);
    /** Calls of each kind that are surely in flight at the kill, because their answer takes so long. */
    private static final int HELD = 10;

    private static final Duration HELD_PLAIN = Duration.ofSeconds(28);
    private static final Duration HELD_IDEMPOTENT = Duration.ofSeconds(8);

    @Service("echo")
    interface PlainEcho {
        Mono<Delay> delay(Delay delay);
    }

    @Service("echo")
    interface IdempotentEcho {
        @Idempotent
        Mono<Delay> delay(Delay delay);
    }

    /** One call, from its start to its ends, which must be one. */
    private static final class Call {
        final boolean idempotent;
        final long startedNanos = System.nanoTime();
        final AtomicInteger ends = new AtomicInteger();
        volatile long endedNanos = Long.MAX_VALUE;
        volatile @Nullable Throwable failure;

        Call(boolean idempotent) {
            this.idempotent = idempotent;
        }

        void ended(@Nullable Throwable how) {
            failure = how;
            endedNanos = System.nanoTime();
            ends.incrementAndGet();
        }

        boolean inFlightAt(long nanos) {
            return startedNanos <= nanos && endedNanos >= nanos;
        }

        boolean mayHaveBeenProcessed() {
            return failure instanceof ConnectionException lost
                    ? lost.mayHaveBeenProcessed()
                    : ((InteractionException) java.util.Objects.requireNonNull(failure)).mayHaveBeenProcessed();
        }
    }

    @TempDir
    Path data;

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<DemoProcess> processes = new ConcurrentLinkedQueue<>();
    private String nameServer = "";
    private Names names;
    private NamedSessions source;
    private Disposable load;
    private PlainEcho plain;
    private IdempotentEcho idempotent;

    @BeforeEach
    void startEverything() throws InterruptedException {
        nameServer = startNameServer("tcp://127.0.0.1:0").said;
        startInstance();
        startInstance();
        names = Names.at(Address.parse(nameServer));
        source = names.source(Address.parse("name://greeter"), SessionOptions.defaults());
        source.connect().block(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20)).until(() -> source.size() == 2);
        plain = ServiceProxy.of(PlainEcho.class, source);
        idempotent = ServiceProxy.of(IdempotentEcho.class, source);
    }

    @AfterEach
    void stopEverything() throws InterruptedException {
        if (load != null) {
            load.dispose();
        }
        names.close().block(Duration.ofSeconds(10));
        for (DemoProcess process : processes) {
            process.kill();
        }
    }

    @Test
    void onlyCallsInFlightOnAKilledInstanceFailAndIdempotentOnesNever() throws InterruptedException {
        startLoad();
        awaitCalls(200);
        List<Call> held = new ArrayList<>();
        for (int i = 0; i < HELD; i++) { // one by one, so that the balancer sees each and spreads them
            held.add(call(plain.delay(new Delay(HELD_PLAIN.toMillis())), false));
            awaitAnswerSince(System.nanoTime());
        }
        for (int i = 0; i < HELD; i++) {
            calls.add(call(idempotent.delay(new Delay(HELD_IDEMPOTENT.toMillis())), true));
            awaitAnswerSince(System.nanoTime());
        }

        long killedNanos = System.nanoTime();
        instance(0).process.kill();
        long deadNanos = System.nanoTime();
        await().atMost(Duration.ofSeconds(20)).until(() -> held.stream().anyMatch(call -> call.failure != null));
        awaitCalls(calls.size() + 200);
        finishLoad();

        assertThat(held).allMatch(call -> call.ends.get() <= 1, "one end");
        List<Call> lost = held.stream()
                .filter(call -> call.failure instanceof ConnectionException)
                .toList();
        System.out.println(lost.size() + " of " + HELD + " held calls were in flight on the killed instance");
        assertThat(lost).isNotEmpty().allMatch(Call::mayHaveBeenProcessed, "may have been processed");
        assertThat(calls.stream().filter(call -> call.idempotent && call.inFlightAt(killedNanos)))
                .as("idempotent calls in flight")
                .hasSizeGreaterThan(1);
        List<Call> failed = calls.stream().filter(call -> call.failure != null).toList();
        assertThat(failed).allMatch(call -> !call.idempotent, "not idempotent");
        assertThat(failed)
                .allMatch(
                        call -> call.inFlightAt(killedNanos)
                                || call.inFlightAt(deadNanos)
                                || (call.startedNanos >= killedNanos && call.startedNanos <= deadNanos),
                        "in flight at the kill");
        assertThat(failed).allMatch(Call::mayHaveBeenProcessed, "says that it may have been processed");
        assertThat(failed.size()).as("calls that failed").isLessThanOrEqualTo(2 + inFlight(killedNanos, deadNanos));
    }

    @Test
    void noCallFailsWhileTheNameServerIsKilledAndComesBack() throws InterruptedException {
        startLoad();
        awaitCalls(100);
        nameServerProcess().process.kill();
        awaitCalls(300);
        startNameServer(nameServer);
        awaitCalls(500);
        finishLoad();

        assertThat(calls).allMatch(call -> call.failure == null, "succeeded");
        String view = String.valueOf(
                names.resolver().resolve("greeter", Duration.ofSeconds(10)).block(Duration.ofSeconds(15)));
        assertThat(view).as("both instances are still known").contains("127.0.0.1");
        assertThat(source.size()).isEqualTo(2);
    }

    private record Started(DemoProcess process, String said, boolean isNameServer) {}

    private final List<Started> started = new java.util.concurrent.CopyOnWriteArrayList<>();

    private Started startNameServer(String listen) throws InterruptedException {
        return start(true, "names", "serve", "--listen", listen, "--data", data.toString());
    }

    private Started startInstance() throws InterruptedException {
        return start(false, "serve", "tcp://127.0.0.1:0", "--names", nameServer, "--name", "greeter");
    }

    private Started start(boolean isNameServer, String... args) throws InterruptedException {
        DemoProcess process = DemoProcess.start(args);
        processes.add(process);
        Started begun = new Started(process, process.await("listening on "), isNameServer);
        started.add(begun);
        return begun;
    }

    private Started instance(int index) {
        return started.stream().filter(one -> !one.isNameServer).toList().get(index);
    }

    private Started nameServerProcess() {
        return started.stream().filter(Started::isNameServer).findFirst().orElseThrow();
    }

    private void startLoad() {
        Delay delay = new Delay(IN_SERVICE.toMillis());
        load = Flux.interval(EVERY).onBackpressureBuffer().subscribe(tick -> {
            boolean repeatable = tick % 2 == 0;
            calls.add(call(repeatable ? idempotent.delay(delay) : plain.delay(delay), repeatable));
        });
    }

    private static Call call(Mono<Delay> result, boolean repeatable) {
        Call call = new Call(repeatable);
        result.subscribe(answer -> {}, call::ended, () -> call.ended(null));
        return call;
    }

    private void awaitAnswerSince(long nanos) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> calls.stream().anyMatch(call -> call.startedNanos - nanos > 0 && call.ends.get() > 0));
    }

    private void awaitCalls(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() >= count);
    }

    /** No more calls; every one that was started has exactly one end. */
    private void finishLoad() {
        load.dispose();
        await().atMost(Duration.ofSeconds(35)).until(() -> calls.stream().allMatch(call -> call.ends.get() > 0));
        assertThat(calls).allMatch(call -> call.ends.get() == 1, "one end");
    }

    private int inFlight(long fromNanos, long toNanos) {
        return (int) calls.stream()
                .filter(call -> !call.idempotent && call.startedNanos <= toNanos && call.endedNanos >= fromNanos)
                .count();
    }
}
