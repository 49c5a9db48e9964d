package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.oncrpc.Desk.Found;
import dev.socle.messaging.oncrpc.Desk.Item;
import dev.socle.messaging.oncrpc.Desk.Missing;
import dev.socle.messaging.oncrpc.OncRpcException.Status;
import dev.socle.messaging.oncrpc.RpcCredential.Sys;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What calls promise, whatever carries them. */
@ExtendWith(BufferLeaks.class)
interface OncRpcContract {

    /** Where a server listens. */
    String address();

    @Test
    default void callsAreAnswered() {
        with(desk -> {
            assertThat(desk.add(40, 2).block()).isEqualTo(42);
            assertThat(desk.find("bolt").block()).isEqualTo(new Found(new Item("bolt", 4_000_000_000L)));
            assertThat(desk.find("nothing").block()).isEqualTo(new Missing());
            assertThat(desk.echo(new byte[5_000]).block()).hasSize(5_000);
            assertThat(desk.rename(new Item("nut", 1)).block()).isNull();
            assertThat(desk.who().block()).isEqualTo("nobody");
        });
    }

    @Test
    default void manyCallsAtOnceGetTheirOwnReplies() {
        with(desk -> assertThat(Flux.range(0, 500)
                        .flatMap(i -> desk.add(i, 1).map(sum -> sum - i), 100)
                        .collectList()
                        .block(DeskServer.PATIENCE))
                .hasSize(500)
                .containsOnly(1));
    }

    @Test
    default void replyMayOvertakeAnother() {
        with(desk -> {
            var waiting = desk.find("never").toFuture();
            assertThat(desk.add(1, 1).block()).isEqualTo(2);
            assertThat(waiting).isNotDone();
            waiting.cancel(true);
        });
    }

    @Test
    default void methodsMayWaitOrGiveStages() throws Exception {
        OncRpcServer server = OncRpcServer.builder(DeskServer.OPTIONS)
                .add(Plain.class, new PlainDesk())
                .build();
        OncRpcListener listener = server.listen(Address.parse(address())).block(DeskServer.PATIENCE);
        OncRpcClient client = DeskServer.connect(listener.address(), DeskServer.OPTIONS);
        try {
            Plain plain = client.of(Plain.class);
            assertThat(plain.add(40, 2)).isEqualTo(42);
            assertThat(plain.addLater(40, 2).toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(42);
            plain.nothing();
            assertThat(plain.addTwice(1, 2)).isEqualTo(6);
            assertThat(plain)
                    .hasToString("OncRpcClient of " + Plain.class.getName())
                    .isEqualTo(plain);
            assertThatThrownBy(() -> Mono.fromCallable(() -> plain.add(1, 1))
                            .subscribeOn(Schedulers.parallel())
                            .block())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must not wait");
        } finally {
            client.close().block(DeskServer.PATIENCE);
            listener.close().block(DeskServer.PATIENCE);
        }
    }

    @Test
    default void failureOfTheServerSaysNothingOfItself() {
        with(desk -> {
            for (String name : List.of("failure", "throw", "empty", "long")) {
                assertThatThrownBy(() -> desk.find(name).block())
                        .isInstanceOfSatisfying(OncRpcException.class, e -> {
                            assertThat(e.status()).isEqualTo(Status.SYSTEM_ERR);
                            assertThat(e.mayHaveBeenProcessed()).isTrue();
                        })
                        .hasMessage("The other side failed in Desk.find (program 536871065 version 1, procedure 2): see"
                                + " its log");
            }
            assertThat(desk.add(1, 1).block()).isEqualTo(2);
        });
    }

    @Test
    default void whatIsNotThereIsToldApart() {
        try (DeskServer server = new DeskServer(address())) {
            OncRpcClient client = server.client(DeskServer.OPTIONS);
            assertStatus(client.of(OtherProgram.class).add(1, 2), Status.PROG_UNAVAIL);
            assertStatus(client.of(OtherVersion.class).add(1, 2), Status.PROG_MISMATCH)
                    .hasMessage("The other side has versions 1 to 1 of the program of OtherVersion.add (program"
                            + " 536871065 version 2, procedure 1)");
            assertStatus(client.of(OtherProcedure.class).add(1, 2), Status.PROC_UNAVAIL);
            assertStatus(client.of(OtherArguments.class).add(true), Status.GARBAGE_ARGS);
            assertStatus(client.of(OtherResult.class).add(1, 2), Status.MALFORMED)
                    .hasMessageContaining("Cannot read the result of OtherResult.add");
            client.close().block(DeskServer.PATIENCE);
        }
    }

    @Test
    default void argumentsThatDoNotFitAreNotSent() {
        with(desk -> {
            assertStatus(desk.rename(new Item("x".repeat(21), 0)), Status.UNSENDABLE)
                    .hasMessageContaining("has 21 bytes, which exceeds its maximum 20");
            assertStatus(desk.echo(new byte[1 << 21]), Status.UNSENDABLE);
            assertThatThrownBy(() -> desk.find(null)).hasMessage("null for method Desk.find (parameter #1)");
        });
    }

    @Test
    default void callerIsKnownAndMayBeRefused() {
        Sys user = new Sys(7, "workbench", 1001, 1002, List.of(8L, 9L));
        CallerCheck usersOnly = caller -> caller.credential() instanceof Sys ? null : AuthStatus.TOO_WEAK;
        try (DeskServer server = new DeskServer(address(), DeskServer.OPTIONS, usersOnly)) {
            OncRpcClient nobody = server.client(DeskServer.OPTIONS);
            OncRpcClient somebody = server.client(DeskServer.OPTIONS.withCredential(user));

            assertThat(somebody.of(Desk.class).who().block()).isEqualTo("workbench 1001 1002 2");
            assertThatThrownBy(() -> nobody.of(Desk.class).who().block())
                    .isInstanceOfSatisfying(OncRpcException.class, e -> {
                        assertThat(e.status()).isEqualTo(Status.AUTH_ERROR);
                        assertThat(e.authStatus()).isEqualTo(AuthStatus.TOO_WEAK);
                        assertThat(e.mayHaveBeenProcessed()).isFalse();
                    });
            nobody.close().block(DeskServer.PATIENCE);
            somebody.close().block(DeskServer.PATIENCE);
        }
    }

    @Test
    default void callWithoutAReplyTimesOut() {
        OncRpcOptions hasty = OncRpcOptions.defaults().withCallTimeout(Duration.ofMillis(200), Duration.ofMillis(50));
        try (DeskServer server = new DeskServer(address())) {
            OncRpcClient client = server.client(hasty);
            assertStatus(client.of(Desk.class).find("never"), Status.TIMED_OUT)
                    .hasMessageContaining("No reply within 200 ms to Desk.find");
            client.close().block(DeskServer.PATIENCE);
        }
    }

    @Test
    default void callsInFlightAreLimited() {
        try (DeskServer server = new DeskServer(address())) {
            OncRpcClient client = server.client(DeskServer.OPTIONS.withCallsMax(2));
            Desk desk = client.of(Desk.class);
            var first = desk.find("never").toFuture();
            var second = desk.find("never").toFuture();
            assertStatus(desk.add(1, 1), Status.LIMIT).hasMessageContaining("callsMax 2");
            first.cancel(true);
            assertThat(desk.add(1, 1).block()).isEqualTo(2);
            second.cancel(true);
            client.close().block(DeskServer.PATIENCE);
        }
    }

    @Test
    default void callsThatWaitFailWhenTheClientCloses() {
        try (DeskServer server = new DeskServer(address())) {
            OncRpcClient client = server.client(DeskServer.OPTIONS);
            Desk desk = client.of(Desk.class);
            var waiting = desk.find("never").toFuture();
            desk.add(1, 1).block();
            client.close().block(DeskServer.PATIENCE);

            List<Throwable> failures = new ArrayList<>();
            failures.add(failure(Mono.fromFuture(waiting)));
            failures.add(failure(desk.add(1, 1)));
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    ConnectionException.class,
                                    e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.CLOSED)));
            assertThat(((ConnectionException) failures.get(0)).mayHaveBeenProcessed())
                    .isTrue();
            assertThat(((ConnectionException) failures.get(1)).mayHaveBeenProcessed())
                    .isFalse();
        }
    }

    /** Calls a desk. */
    interface Calls {
        void on(Desk desk);
    }

    default void with(Calls calls) {
        try (DeskServer server = new DeskServer(address())) {
            OncRpcClient client = server.client(DeskServer.OPTIONS);
            calls.on(client.of(Desk.class));
            client.close().block(DeskServer.PATIENCE);
        }
    }

    private static Throwable failure(Mono<?> call) {
        return call.<Throwable>cast(Throwable.class).onErrorResume(Mono::just).block(DeskServer.PATIENCE);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertStatus(Mono<?> call, Status status) {
        return assertThatThrownBy(() -> call.block(DeskServer.PATIENCE))
                .isInstanceOfSatisfying(
                        OncRpcException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @RpcProgram(number = 0x20000098, version = 1)
    interface OtherProgram {
        @RpcProcedure(1)
        Mono<Integer> add(int left, int right);
    }

    @RpcProgram(number = 0x20000099, version = 2)
    interface OtherVersion {
        @RpcProcedure(1)
        Mono<Integer> add(int left, int right);
    }

    @RpcProgram(number = 0x20000099, version = 1)
    interface OtherProcedure {
        @RpcProcedure(77)
        Mono<Integer> add(int left, int right);
    }

    @RpcProgram(number = 0x20000099, version = 1)
    interface OtherArguments {
        @RpcProcedure(1)
        Mono<Integer> add(boolean flag);
    }

    @RpcProgram(number = 0x20000099, version = 1)
    interface OtherResult {
        @RpcProcedure(1)
        Mono<String> add(int left, int right);
    }

    /** A program whose methods wait. */
    @RpcProgram(number = 0x20000097, version = 3)
    interface Plain {
        @RpcProcedure(1)
        int add(int left, int right);

        @RpcProcedure(2)
        CompletionStage<Integer> addLater(int left, int right);

        @RpcProcedure(3)
        void nothing();

        default int addTwice(int left, int right) {
            return 2 * add(left, right);
        }
    }

    /** Waits, where it may. */
    final class PlainDesk implements Plain {
        @Override
        public int add(int left, int right) {
            assertThat(Schedulers.isInNonBlockingThread()).isFalse();
            return left + right;
        }

        @Override
        public CompletionStage<Integer> addLater(int left, int right) {
            return Mono.just(left + right).toFuture();
        }

        @Override
        public void nothing() {}
    }
}
