package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BlockingMonoTest {

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final Executor later = queue::add;

    @Test
    void worksWhenItsResultIsAskedFor() {
        BlockingMono mono = new BlockingMono(later, () -> "done", givenUp::incrementAndGet);

        StepVerifier.create(mono, 0)
                .then(() -> assertThat(queue).isEmpty())
                .thenRequest(1)
                .then(() -> queue.remove().run())
                .expectNext("done")
                .verifyComplete();
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void noResultIsNoValue() {
        StepVerifier.create(new BlockingMono(Runnable::run, () -> null, givenUp::incrementAndGet))
                .verifyComplete();
    }

    @Test
    void aFailureOfAnyKindIsAnError() {
        StepVerifier.create(new BlockingMono(
                        Runnable::run,
                        () -> {
                            throw new StackOverflowError();
                        },
                        givenUp::incrementAndGet))
                .verifyError(StackOverflowError.class);
    }

    @Test
    void aFullExecutorRejectsAndGivesUp() {
        Executor full = work -> {
            throw new RejectedExecutionException();
        };

        StepVerifier.create(new BlockingMono(full, () -> "never", givenUp::incrementAndGet))
                .verifyErrorSatisfies(failure -> {
                    InteractionException rejected = (InteractionException) failure;
                    assertThat(rejected.code()).isEqualTo(ErrorCode.REJECTED);
                    assertThat(rejected.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
                });
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void cancelledBeforeItBeginsItNeverDoes() {
        AtomicBoolean ran = new AtomicBoolean();
        Disposable running = new BlockingMono(later, () -> ran.getAndSet(true), givenUp::incrementAndGet).subscribe();

        running.dispose();
        running.dispose();
        queue.remove().run();

        assertThat(ran).isFalse();
        assertThat(givenUp).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancellingInterruptsTheWorkAndNobodyElse() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean leftBehind = new AtomicBoolean(true);
        CountDownLatch end = new CountDownLatch(1);
        Executor thread = work -> new Thread(() -> {
                    work.run();
                    leftBehind.set(Thread.currentThread().isInterrupted());
                    end.countDown();
                })
                .start();
        Disposable running = new BlockingMono(
                        thread,
                        () -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                                Thread.currentThread().interrupt();
                            }
                            return "late";
                        },
                        givenUp::incrementAndGet)
                .subscribe(value -> {
                    throw new AssertionError("a cancelled answer came");
                });
        begun.await();

        running.dispose();

        end.await();
        assertThat(interrupted).isTrue();
        assertThat(leftBehind).isFalse();
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void eachSubscriptionIsWorkOfItsOwn() {
        AtomicInteger runs = new AtomicInteger();
        Mono<Object> mono = new BlockingMono(Runnable::run, runs::incrementAndGet, givenUp::incrementAndGet);

        assertThat(mono.block()).isEqualTo(1);
        assertThat(mono.block()).isEqualTo(2);
    }

    @Test
    void moreDemandIsNotMoreWork() {
        AtomicInteger runs = new AtomicInteger();
        new BlockingMono(later, runs::incrementAndGet, givenUp::incrementAndGet).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                subscription.request(1);
                subscription.request(1);
            }
        });

        assertThat(queue).hasSize(1);
    }

    @Test
    void thePoolRunsSoManyAndLetsSoManyWait() {
        Executor pool = BlockingExecutors.pool(2, 3);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Runnable work = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            done.incrementAndGet();
        };
        for (int i = 0; i < 5; i++) {
            pool.execute(work);
        }

        assertThatThrownBy(() -> pool.execute(work)).isInstanceOf(RejectedExecutionException.class);

        release.countDown();
        await().untilAtomic(done, org.hamcrest.Matchers.is(5));
    }

    @Test
    void virtualThreadsAreTakenWhereThisJavaHasThem() {
        Executor virtual = BlockingExecutors.virtual(1);

        assertThat(virtual != null).isEqualTo(Runtime.version().feature() >= 21);
    }
}
