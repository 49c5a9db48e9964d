package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ExtendWith(BufferLeaks.class)
class BlockingStyleTest {

    private final Slow.Implementation slow = new Slow.Implementation();
    private final Wire wire =
            Wire.local(ServiceRouter.builder().add(Slow.class, slow).build());
    private final Slow proxy = wire.proxy(Slow.class);

    @AfterEach
    void close() {
        slow.release.countDown();
        wire.close();
    }

    @Test
    void handlersRunWhereTheyMayWait() {
        assertThat(proxy.mayWait()).isTrue();
    }

    @Test
    void handlersRunOnVirtualThreadsWhereThisJavaHasThem() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);

        assertThat(proxy.threadKind()).isEqualTo("VirtualThread");
    }

    @Test
    void manyHandlersWaitAtATime() {
        CompletableFuture<?>[] calls = new CompletableFuture<?>[50];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = wire.proxy(SlowLater.class).waitForRelease().toCompletableFuture();
        }
        await().untilAtomic(slow.begun, org.hamcrest.Matchers.is(50));

        slow.release.countDown();

        CompletableFuture.allOf(calls).join();
    }

    @Test
    void whatTheExecutorDoesNotTakeIsRejected() {
        Slow.Implementation busy = new Slow.Implementation();
        Executor small = BlockingExecutors.pool(1, 2);
        try (Wire narrow = Wire.local(
                ServiceRouter.builder().add(Slow.class, busy).executor(small).build())) {
            SlowLater later = narrow.proxy(SlowLater.class);
            CompletableFuture<String> running = later.waitForRelease().toCompletableFuture();
            await().untilAtomic(busy.begun, org.hamcrest.Matchers.is(1));
            CompletableFuture<String> first = later.waitForRelease().toCompletableFuture();
            CompletableFuture<String> second = later.waitForRelease().toCompletableFuture();

            Throwable full = catchThrowable(() -> narrow.proxy(Slow.class).waitForRelease());
            busy.release.countDown();
            CompletableFuture.allOf(running, first, second).join();

            assertThat(full).isInstanceOf(InteractionException.class);
            assertThat(((InteractionException) full).code()).isEqualTo(ErrorCode.REJECTED);
            assertThat(((InteractionException) full).outcome()).isEqualTo(Outcome.NOT_EXECUTED);
            assertThat(busy.begun).as("handlers that ran").hasValue(3);
        }
    }

    @Test
    void aBufferThatNoHandlerGetsIsReleased() {
        AtomicReference<ByteBuf> taken = new AtomicReference<>();
        Executor full = work -> {
            throw new RejectedExecutionException();
        };
        ServiceRouter router = ServiceRouter.builder()
                .add(Taker.class, ByteBuf::release)
                .executor(full)
                .filter((method, next) -> invocation -> {
                    taken.set((ByteBuf) invocation.argument(0));
                    return next.invoke(invocation);
                })
                .build();
        try (Wire narrow = Wire.local(router)) {
            Taker taker = narrow.proxy(Taker.class);

            assertThatThrownBy(() -> taker.take(Unpooled.buffer().writeZero(5_000)))
                    .isInstanceOf(InteractionException.class);
            assertThat(taken.get().refCnt()).isZero();
        }
    }

    @Test
    void callersAreRefusedOnThreadsThatMustNotWait() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();

        Mono.fromRunnable(() -> refusal.set(catchThrowable(proxy::count)))
                .subscribeOn(Schedulers.parallel())
                .block(PATIENCE);
        CompletableFuture<Void> onLoop = wire.proxy(SlowLater.class)
                .waitForRelease()
                .toCompletableFuture()
                .handle((value, failure) -> catchThrowable(proxy::count))
                .thenAccept(refused -> assertThat(refused).isInstanceOf(IllegalStateException.class));
        slow.release.countDown(); // only now, so that what follows the answer is not done by this thread
        onLoop.join();

        assertThat(refusal.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Slow.count waits for its answer")
                .hasMessageContaining("parallel");
        assertThat(proxy.count()).as("calls that arrived").isEqualTo(1);
    }

    @Test
    void theCallersWaitEndsWithTheDeadline() {
        Slow hasty = wire.proxies().deadline(Duration.ofMillis(50)).build().of(Slow.class);

        InteractionException late = catchThrowableOfType(InteractionException.class, hasty::waitForRelease);

        assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        await().untilTrue(slow.interrupted);
    }

    @Test
    void anInterruptOfTheCallerCancelsTheHandler() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(proxy::waitForRelease));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().untilAtomic(slow.begun, org.hamcrest.Matchers.is(1));

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InteractionException.class).hasMessageContaining("Slow.waitForRelease");
        assertThat(((InteractionException) thrown.get()).code()).isEqualTo(ErrorCode.CANCELED);
        assertThat(((InteractionException) thrown.get()).mayHaveBeenProcessed()).isTrue();
        assertThat(stillInterrupted).isTrue();
        await().untilTrue(slow.interrupted);
    }

    @Test
    void anInterruptIsThrownWhereItIsDeclared() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(proxy::waitInterruptibly)));
        caller.start();
        await().untilAtomic(slow.begun, org.hamcrest.Matchers.is(1));

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aValueThatIsMissingIsToldFromNull() {
        try (Wire silent = Wire.local(
                ServiceRouter.builder().add(Silent.class, Mono::empty).build())) {
            assertThatThrownBy(silent.proxy(SilentNow.class)::say)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("SilentNow.say was answered without a value");
            assertThat(silent.proxy(SilentLater.class)
                            .say()
                            .toCompletableFuture()
                            .join())
                    .isNull();
        }
    }

    interface Slow {
        boolean mayWait();

        String threadKind();

        String waitForRelease();

        String waitInterruptibly() throws InterruptedException;

        int count();

        final class Implementation implements Slow {
            final CountDownLatch release = new CountDownLatch(1);
            final AtomicInteger begun = new AtomicInteger();
            final AtomicInteger counted = new AtomicInteger();
            final AtomicBoolean interrupted = new AtomicBoolean();

            @Override
            public boolean mayWait() {
                return !Schedulers.isInNonBlockingThread();
            }

            @Override
            public String threadKind() {
                return Thread.currentThread().getClass().getSimpleName();
            }

            @Override
            public String waitForRelease() {
                try {
                    return waitInterruptibly();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    return "interrupted";
                }
            }

            @Override
            public String waitInterruptibly() throws InterruptedException {
                begun.incrementAndGet();
                release.await();
                return "released";
            }

            @Override
            public int count() {
                return counted.incrementAndGet();
            }
        }
    }

    @Service("slow")
    interface SlowLater {
        CompletionStage<String> waitForRelease();
    }

    interface Taker {
        @Route(acknowledged = true)
        void take(ByteBuf bytes);
    }

    interface Silent {
        Mono<String> say();
    }

    @Service("silent")
    interface SilentNow {
        String say();
    }

    @Service("silent")
    interface SilentLater {
        CompletionStage<String> say();
    }
}
