package dev.socle.messaging.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.messaging.datagram.Counter.Counting;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramOptions;
import dev.socle.transport.DatagramTransport;
import dev.socle.transport.Datagrams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** What somebody without a right to it tries on a datagram server, or a client. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
class DatagramAttackTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final DatagramServiceOptions OPTIONS =
            DatagramServiceOptions.defaults().withRetransmit(Duration.ofMillis(50));

    private final Counting counting = new Counting();
    private DatagramServer server = serve(Address.of("udp", "127.0.0.1", 0), OPTIONS);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void addressWithoutAProofGetsAChallengeAndNothingIsExecuted() throws IOException {
        try (RawEnd client = RawEnd.to(server.address())) {
            for (String route : new String[] {"counter.execute", "counter.look", "no.route"}) {
                client.send(RawEnd.request(Layout.REQUEST, 5, null, route, 1));
                ByteBuf challenge = client.receive();
                assertThat(Layout.kind(challenge)).isEqualTo(Layout.CHALLENGE);
                assertThat(Layout.operation(challenge)).isEqualTo(5);
                assertThat(challenge.getLong(Layout.CHALLENGE_NAMED)).isZero();
            }
            client.send(RawEnd.request(Layout.NOTE, 6, null, "counter.note", 1));

            assertThat(client.receive(100)).isNull();
            assertThat(client.bytesReceived()).isLessThanOrEqualTo(client.bytesSent());
            assertThat(counting.executions).isEmpty();
            assertThat(server.counts().executed()).isZero();
        }
    }

    @Test
    void thousandQueriesWithoutAProofAreAnsweredWithNoMoreBytesThanTheyHad() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RawEnd client = RawEnd.to(server.address())) {
            for (int i = 0; i < 1_000; i++) {
                int length = random.nextInt(120);
                byte[] rest = new byte[length];
                client.send(
                        i % 3 == 0
                                ? RawEnd.hello(i)
                                : RawEnd.datagram(1 + random.nextInt(8), i, random.nextLong(), rest));
                while (client.receive(i % 50 == 49 ? 20 : 1) != null) {}
            }

            assertThat(client.bytesReceived()).as("seed " + seed).isPositive().isLessThanOrEqualTo(client.bytesSent());
            assertThat(counting.executions).isEmpty();
        }
    }

    @Test
    void proofOfAnotherPortIsNone() throws IOException {
        try (RawEnd owner = RawEnd.to(server.address());
                RawEnd thief = RawEnd.to(server.address())) {
            ByteBuf proof = owner.challenge();

            thief.send(RawEnd.request(Layout.REQUEST, 2, proof, "counter.execute", 1));
            assertThat(Layout.kind(thief.receive())).isEqualTo(Layout.CHALLENGE);
            assertThat(counting.executions).isEmpty();

            owner.send(RawEnd.request(Layout.REQUEST, 2, proof, "counter.execute", 1));
            assertThat(Layout.kind(owner.receive())).isEqualTo(Layout.ANSWER);
        }
    }

    @Test
    void proofEndsAfterTenSecondsAndHoldsForOneAddressOnly() {
        AtomicLong clock = new AtomicLong(-5);
        AddressProof proof = new AddressProof(clock::get);
        InetSocketAddress address = new InetSocketAddress("192.0.2.1", 5000);
        ByteBuf token = Unpooled.buffer();
        proof.issue(address, token);
        assertThat(token.readableBytes()).isEqualTo(Layout.TOKEN_BYTES);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(proof.holds(address, token, 0)).isTrue();
        assertThat(proof.holds(new InetSocketAddress("192.0.2.2", 5000), token, 0))
                .isFalse();
        assertThat(proof.holds(new InetSocketAddress("192.0.2.1", 5001), token, 0))
                .isFalse();
        assertThat(new AddressProof(clock::get).holds(address, token, 0)).isFalse();
        for (int i = 0; i < Layout.TOKEN_BYTES; i++) {
            ByteBuf forged = token.copy();
            forged.setByte(i, token.getByte(i) ^ 1);
            assertThat(proof.holds(address, forged, 0)).as("byte " + i).isFalse();
        }
        clock.incrementAndGet();
        assertThat(proof.holds(address, token, 0)).isFalse();
    }

    @Test
    void tenCopiesAreExecutedOnceAndAnsweredAlike() throws IOException {
        try (RawEnd client = RawEnd.to(server.address())) {
            byte[] request = RawEnd.request(Layout.REQUEST, 2, client.challenge(), "counter.execute", 9);
            Set<String> answers = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                client.send(request);
                ByteBuf answer = client.receive();
                assertThat(Layout.kind(answer)).isEqualTo(Layout.ANSWER);
                answers.add(ByteBufUtil.hexDump(answer));
            }

            assertThat(answers).hasSize(1);
            assertThat(counting.executions).containsEntry(9L, 1);
            assertThat(server.counts().duplicates()).isEqualTo(9);
        }
    }

    @Test
    void fullMemoryRejectsWhatIsNewAndForgetsNothing() throws IOException {
        server.close();
        server = serve(Address.of("udp", "127.0.0.1", 0), OPTIONS.withRemembered(100, 1 << 20));
        try (RawEnd client = RawEnd.to(server.address())) {
            byte[] rejected = {};
            for (int i = 0; i < 1_000; i++) {
                byte[] request = RawEnd.request(Layout.REQUEST, 1_000 + i, client.challenge(), "counter.execute", i);
                client.send(request);
                ByteBuf answer = client.receive();
                assertThat(Layout.kind(answer)).isEqualTo(i < 100 ? Layout.ANSWER : Layout.ERROR);
                if (i >= 100) {
                    assertThat(answer.getInt(Layout.ERROR_CODE)).isEqualTo(ErrorCode.REJECTED);
                    rejected = request;
                }
            }
            assertThat(counting.executions).hasSize(100);
            assertThat(server.counts().rejected()).isEqualTo(900);
            // A copy of what was rejected finds its proof void; what was executed is still known.
            client.send(rejected);
            assertThat(Layout.kind(client.receive())).isEqualTo(Layout.CHALLENGE);
            client.send(RawEnd.request(Layout.REQUEST, 1_000, client.challenge(), "counter.execute", 0));
            assertThat(Layout.kind(client.receive())).isEqualTo(Layout.ANSWER);
            assertThat(counting.executions.values()).containsOnly(1);
        }
    }

    @Test
    void whatIsRememberedIsForgottenAfterTheWindowUnlessItIsStillExecuted() {
        AtomicLong clock = new AtomicLong();
        DuplicateCache cache = new DuplicateCache(OPTIONS.withRemembered(2, 1_000), clock::get);
        InetSocketAddress client = new InetSocketAddress("192.0.2.1", 5000);
        DuplicateCache.Key done = new DuplicateCache.Key(client, 1);
        DuplicateCache.Key running = new DuplicateCache.Key(client, 2);
        cache.answered(cache.add(done), new byte[999]);
        assertThat(cache.add(running)).isNotNull();
        assertThat(cache.add(new DuplicateCache.Key(client, 3))).isNull();

        clock.addAndGet(OPTIONS.window().toNanos() + 1);

        DuplicateCache.Entry next = cache.add(new DuplicateCache.Key(client, 3));
        assertThat(next).isNotNull();
        assertThat(cache.find(done)).isNull();
        assertThat(cache.find(running)).isNotNull();
        assertThat(cache.size()).isEqualTo(2);
        cache.answered(next, new byte[1_000]);
        cache.answered(cache.find(running), new byte[0]);
        clock.addAndGet(OPTIONS.window().toNanos());
        assertThat(cache.add(done)).as("bytes are limited too").isNull();
    }

    @Test
    void lateAndDoubleAnswersAreDroppedAndCounted() throws IOException {
        try (RawEnd scripted = new RawEnd(0)) {
            DatagramClient client = connect(scripted.address());
            Mono<Long> call = call(client, Duration.ofMillis(200)).cache();
            call.subscribe(done -> {}, failure -> {});
            ByteBuf asked = answerChallenge(scripted);
            assertThatThrownBy(() -> call.block(LIMIT))
                    .isInstanceOfSatisfying(
                            InteractionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));

            scripted.send(RawEnd.datagram(Layout.DONE, Layout.operation(asked), 77, new byte[0]));
            scripted.send(RawEnd.datagram(Layout.DONE, Layout.operation(asked), 77, new byte[0]));

            await().until(() -> client.counts().late() == 2);
            client.close();
        }
    }

    @Test
    void numbersOfOperationsNeverComeTwice() {
        OperationIds ids = new OperationIds();
        Set<Long> seen = new HashSet<>();
        int negative = 0;
        for (int i = 0; i < 100_000; i++) {
            long id = ids.next();
            assertThat(seen.add(id)).isTrue();
            negative += id < 0 ? 1 : 0;
        }
        assertThat(negative).isBetween(48_000, 52_000);
        assertThat(new OperationIds().next()).isNotEqualTo(new OperationIds().next());
    }

    @Test
    void requestThatDoesNotFitIsRefusedHereAndNothingIsSent() {
        DatagramClient client = connect(server.address());
        interface Texts {
            Mono<Long> execute(String text);
        }
        Texts texts = ServiceProxy.of(Texts.class, client);

        assertThatThrownBy(() -> texts.execute("x".repeat(1_200)).block(LIMIT))
                .isInstanceOfSatisfying(InteractionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
                })
                .hasMessageContaining("exceeds bytesMax 1200");
        assertThat(client.counts().sent()).isZero();
        client.close();
    }

    @Test
    void forgedAnswersAreNotBelieved() throws IOException {
        try (RawEnd scripted = new RawEnd(0);
                RawEnd stranger = new RawEnd(0)) {
            DatagramClient client = connect(scripted.address());
            Mono<Long> call = call(client, Duration.ofSeconds(20)).cache();
            call.subscribe(done -> {}, failure -> {});
            ByteBuf asked = answerChallenge(scripted);
            long operation = Layout.operation(asked);
            byte[] answer = {0, 0, '1'};

            scripted.send(RawEnd.datagram(Layout.ANSWER, operation + 1, 77, answer)); // a guess
            scripted.send(RawEnd.datagram(Layout.ANSWER, operation, 78, answer)); // of one that was not asked
            scripted.send(RawEnd.datagram(Layout.REQUEST, operation, 77, new byte[100]));
            scripted.send(new byte[] {1, 2, 3});
            stranger.sendTo(client.localAddress(), RawEnd.datagram(Layout.ANSWER, operation, 77, answer));
            await().until(() -> client.counts().late() == 1 && client.counts().foreign() == 3);
            scripted.send(RawEnd.datagram(Layout.ANSWER, operation, 77, new byte[] {0, 0, '4', '2'}));

            assertThat(call.block(LIMIT)).isEqualTo(42);
            client.close();
        }
    }

    @Test
    void answersAndErrorsAreNeverAnswered() throws IOException {
        try (RawEnd client = RawEnd.to(server.address())) {
            ByteBuf proof = client.challenge();
            for (int kind : new int[] {Layout.CHALLENGE, Layout.ANSWER, Layout.ERROR, Layout.DONE, 0, 8, 255}) {
                client.send(RawEnd.datagram(kind, 1, Layout.incarnation(proof), new byte[40]));
            }
            client.send(RawEnd.request(Layout.NOTE, 4, proof, "no.route", 1));
            client.send("chargen".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.receive(200)).isNull();
            assertThat(server.counts().ignored()).isEqualTo(8);
        }
    }

    @Test
    void lowPortsAreIgnored() throws IOException {
        RawEnd low;
        try {
            low = new RawEnd(1_019);
        } catch (BindException notPermitted) {
            assumeTrue(false, "this user may not have ports below 1024: " + notPermitted.getMessage());
            return;
        }
        try (low) {
            low.sendTo(server.address(), RawEnd.hello(1));

            await().until(() -> server.counts().ignored() == 1);
            assertThat(low.receive(50)).isNull();
        }
    }

    @Test
    void ownAddressIsIgnored() {
        Datagrams datagrams = DatagramTransport.of(server.address())
                .bind(Address.of("udp", "127.0.0.1", 0), DatagramOptions.defaults())
                .block(LIMIT);
        ServerEngine engine =
                new ServerEngine(datagrams, RequestHandler.rejecting(), OPTIONS, Identity.create(System::nanoTime));
        datagrams.execute(() -> {
            datagrams.start(engine);
            datagrams.send(datagrams.allocator().buffer().writeBytes(RawEnd.hello(1)), datagrams.localEnd());
            datagrams.flush();
        });

        await().until(() -> engine.counts().ignored() == 1);
        assertThat(engine.counts().challenged()).isZero();
        datagrams.close();
    }

    @Test
    void closedPortFailsCallsAtOnceAndTheSocketStays() {
        DatagramClient client = connect(server.address());
        assertThat(call(client, Duration.ofSeconds(20)).block(LIMIT)).isEqualTo(2);
        Address address = server.address();
        server.close();
        await().until(() -> call(client, Duration.ofSeconds(20))
                .map(answer -> false)
                .onErrorReturn(true)
                .block(LIMIT));
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, Duration.ofSeconds(20)).block(LIMIT))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        await().ignoreExceptions().until(() -> {
            server = serve(address, OPTIONS);
            return true;
        });

        assertThat(call(client, Duration.ofSeconds(20)).block(LIMIT)).isEqualTo(2);
        client.close();
    }

    /** Proves the client's address by the incarnation 77, and gives the request that then comes. */
    private static ByteBuf answerChallenge(RawEnd server) throws IOException {
        ByteBuf asked = server.receive();
        server.send(RawEnd.datagram(Layout.CHALLENGE, Layout.operation(asked), 77, new byte[Layout.TOKEN_BYTES + 8]));
        ByteBuf request = server.receive();
        while (Layout.incarnation(request) != 77) {
            request = server.receive();
        }
        return request;
    }

    private DatagramServer serve(Address address, DatagramServiceOptions options) {
        return DatagramServer.listen(
                        address,
                        options,
                        ServiceRouter.builder().add(Counter.class, counting).build())
                .block(LIMIT);
    }

    private static DatagramClient connect(Address address) {
        return DatagramClient.connect(address, OPTIONS).block(LIMIT);
    }

    private static Mono<Long> call(DatagramClient client, Duration deadline) {
        return ServiceProxy.builder(client)
                .deadline(deadline)
                .build()
                .of(Counter.class)
                .execute(1);
    }
}
