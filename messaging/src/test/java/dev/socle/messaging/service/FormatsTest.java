package dev.socle.messaging.service;

import static dev.socle.messaging.service.Wire.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.CompositeMetadata;
import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.MimeTypeMetadata;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.service.Greeter.Greeting;
import dev.socle.messaging.service.Greeter.Many;
import dev.socle.messaging.service.Greeter.Person;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Responder;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ExtendWith(BufferLeaks.class)
class FormatsTest {

    private static final Person ADA = new Person("Ada");
    private static final String ADA_JSON = "{\"name\":\"Ada\"}";

    private final ServiceRouter router = ServiceRouter.builder()
            .add(Greeter.class, Greeter.polite())
            .add(Raw.class, new Raw.Implementation())
            .build();
    private final Wire wire = Wire.local(router);

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/cbor"})
    void everyInteractionSpeaksTheFormatOfItsProxy(String type) {
        Greeter greeter = wire.proxies().mimeType(MimeType.parse(type)).build().of(Greeter.class);

        assertThat(greeter.greet(ADA).block(PATIENCE)).isEqualTo(new Greeting("Hello, Ada!"));
        assertThat(greeter.greetBoth(ADA, ADA, 1).block(PATIENCE)).isEqualTo(new Greeting("Hello, Ada and Ada!"));
        assertThat(greeter.greetMany(new Many("Ada", 3)).collectList().block(PATIENCE))
                .hasSize(3);
        assertThat(greeter.chat(Flux.just(ADA, ADA, ADA)).collectList().block(PATIENCE))
                .hasSize(3);
        assertThat(greeter.notes().block(PATIENCE).count()).isZero();
    }

    @Test
    void aProxyIsRightWhateverTheConnectionAnnounced() {
        SessionOptions cborByDefault = SessionOptions.defaults().withDataMimeType(MimeType.CBOR);
        Session session = wire.another(cborByDefault);

        assertThat(ServiceProxy.of(Greeter.class, session).greet(ADA).block(PATIENCE))
                .isEqualTo(new Greeting("Hello, Ada!"));
        session.dispose();
    }

    @Test
    void requestsWithoutATypeHaveTheTypeOfTheConnection() {
        Reply json = ask(wire.session(), Metadata.route("greeter.greet"), ADA_JSON.getBytes(UTF_8));
        Session session = wire.another(SessionOptions.defaults().withDataMimeType(MimeType.CBOR));
        Reply cbor = ask(session, Metadata.route("greeter.greet"), ByteBufUtil.decodeHexDump("a1646e616d6563416461"));

        assertThat(json.text()).isEqualTo("{\"text\":\"Hello, Ada!\"}");
        assertThat(json.type()).isNull();
        assertThat(cbor.data()[0] & 0xE0).as("a CBOR map").isEqualTo(0xA0);
        assertThat(cbor.type()).isNull();
        session.dispose();
    }

    @Test
    void plainRoutingMetadataWillDo() {
        Session session = wire.another(SessionOptions.defaults().withMetadataMimeType(MimeType.ROUTING));
        Greeter greeter = ServiceProxy.builder(session)
                .metadataMimeType(MimeType.ROUTING)
                .build()
                .of(Greeter.class);

        assertThat(greeter.greet(ADA).block(PATIENCE)).isEqualTo(new Greeting("Hello, Ada!"));
        assertThat(greeter.chat(Flux.just(ADA, ADA)).count().block(PATIENCE)).isEqualTo(2);
        assertThatThrownBy(
                        () -> ServiceProxy.of(Greeter.class, session).greet(ADA).block(PATIENCE))
                .as("composite metadata where routing was announced")
                .hasMessageStartingWith("Bad metadata: ");
        session.dispose();
    }

    @Test
    void routesBehindOtherEntriesAreFound() {
        Metadata metadata = Metadata.empty()
                .with(MimeType.parse("application/x-trace"), new byte[] {1, 2, 3})
                .dataType(MimeType.JSON)
                .with(MimeType.ROUTING, "\rgreeter.greet\3tag".getBytes(UTF_8));

        assertThat(ask(wire.session(), metadata, ADA_JSON.getBytes(UTF_8)).text())
                .isEqualTo("{\"text\":\"Hello, Ada!\"}");
    }

    @Test
    void theFirstAcceptedTypeThatIsSpokenIsTheAnswers() {
        MimeType unknown = MimeType.parse("application/x-unknown");
        Metadata route = Metadata.route("greeter.greet");
        byte[] data = ADA_JSON.getBytes(UTF_8);

        Reply only = ask(wire.session(), route.accept(MimeType.CBOR), data);
        Reply first = ask(wire.session(), route.accept(unknown, MimeType.CBOR, MimeType.JSON), data);
        Reply none = ask(wire.session(), route.accept(unknown), data);
        Reply same = ask(wire.session(), route.accept(MimeType.JSON, MimeType.CBOR), data);

        assertThat(only.data()[0] & 0xE0).isEqualTo(0xA0);
        assertThat(only.type()).as("the only wish need not be repeated").isNull();
        assertThat(first.data()[0] & 0xE0).isEqualTo(0xA0);
        assertThat(first.type())
                .as("one of several wishes, and not what was sent")
                .isEqualTo(MimeType.CBOR);
        assertThat(none.text()).startsWith("{");
        assertThat(none.type()).isEqualTo(MimeType.JSON);
        assertThat(same.type()).isNull();
    }

    @Test
    void anAnswerInAnotherTypeThanTheRequestsSaysSo() {
        Reply reply = ask(wire.session(), Metadata.route("raw.digits"), "{\"count\":3}".getBytes(UTF_8));

        assertThat(reply.text()).isEqualTo("012");
        assertThat(reply.type()).isEqualTo(MimeType.BYTES);
    }

    @Test
    void bytesTravelAsTheyAre() {
        Raw raw = wire.proxy(Raw.class);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(raw.echo(all).block(PATIENCE)).isEqualTo(all);
        assertThat(raw.echo(new byte[0]).block(PATIENCE)).isEmpty();
        assertThat(raw.length(all).block(PATIENCE)).isEqualTo(new Raw.Length(256));
        assertThat(raw.digits(new Raw.Take(5)).block(PATIENCE)).isEqualTo("01234".getBytes(UTF_8));
        assertThat(raw.chunks(new Raw.Take(4)).collectList().block(PATIENCE)).hasSize(4);
        assertThat(raw.echoAll(Flux.just(all, all)).collectList().block(PATIENCE))
                .hasSize(2);
    }

    @Test
    void bytesAreBytesInAnyFormat() {
        Raw raw = wire.proxies().mimeType(MimeType.CBOR).build().of(Raw.class);

        assertThat(raw.length(new byte[7]).block(PATIENCE)).isEqualTo(new Raw.Length(7));
        assertThat(raw.digits(new Raw.Take(2)).block(PATIENCE)).isEqualTo("01".getBytes(UTF_8));
        assertThat(ask(wire.session(), Metadata.route("raw.echo"), "{".getBytes(UTF_8))
                        .text())
                .isEqualTo("{");
        assertThat(ask(wire.session(), Metadata.route("raw.echo").dataType(MimeType.parse("image/png")), new byte[] {
                            1, 2
                        })
                        .data())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 5_000, 300_000})
    void buffersArePassedOnAndReleased(int length) {
        Raw raw = wire.proxy(Raw.class);
        ByteBuf sent = Unpooled.directBuffer().writeZero(length).setByte(0, 0);

        ByteBuf got = raw.reverse(sent).block(PATIENCE);

        assertThat(got.readableBytes()).isEqualTo(length);
        got.release();
        await().until(() -> sent.refCnt() == 0);
    }

    @Test
    void textTravelsAsTextWhereTheTypeIsText() {
        Reply reply = ask(
                wire.session(), Metadata.route("greeter.known-as").dataType(MimeType.TEXT), "Grüße".getBytes(UTF_8));

        assertThat(reply.text()).isEqualTo("Grüße");
        assertThat(reply.type()).isNull();
        assertThatThrownBy(() ->
                        ask(wire.session(), Metadata.route("greeter.greet").dataType(MimeType.TEXT), new byte[] {'x'}))
                .hasMessageContaining("greeter.greet")
                .hasMessageContaining("text/plain");
    }

    @Test
    void aProxyReadsAnAnswerInTheTypeThatItSays() {
        byte[] cbor = ByteBufUtil.decodeHexDump("a16474657874624869"); // {"text": "Hi"}
        MimeType[] said = {MimeType.CBOR};
        Responder answering = new Responder() {
            @Override
            public Mono<Payload> requestResponse(Payload request) {
                request.release();
                byte[] metadata = Metadata.empty().dataType(said[0]).toBytes();
                return Mono.just(Payload.of(Unpooled.wrappedBuffer(metadata), Unpooled.wrappedBuffer(cbor)));
            }
        };
        try (Wire other = Wire.local(RequestHandler.of(answering))) {
            Greeter greeter = other.proxy(Greeter.class);

            assertThat(greeter.greet(ADA).block(PATIENCE)).isEqualTo(new Greeting("Hi"));

            said[0] = MimeType.parse("application/x-unknown");
            assertThatThrownBy(() -> greeter.greet(ADA).block(PATIENCE))
                    .hasMessageContaining("greeter.greet")
                    .hasMessageContaining("application/x-unknown");
        }
    }

    @Test
    void aParameterlessRouteIgnoresData() {
        assertThat(ask(wire.session(), Metadata.route("greeter.notes"), "{}".getBytes(UTF_8))
                        .text())
                .isEqualTo("{\"count\":0}");
        assertThat(ask(wire.session(), Metadata.route("greeter.notes"), new byte[0])
                        .text())
                .isEqualTo("{\"count\":0}");
        assertThat(ask(wire.session(), Metadata.route("greeter.notes"), "nonsense".getBytes(UTF_8))
                        .text())
                .isEqualTo("{\"count\":0}");
    }

    @Test
    void severalArgumentsAreAnArrayOnTheWire() {
        Reply reply = ask(wire.session(), Metadata.route("greeter.add"), "[40, 2]".getBytes(UTF_8));

        assertThat(reply.text()).isEqualTo("42");
        assertThatThrownBy(() -> ask(wire.session(), Metadata.route("greeter.add"), "[40]".getBytes(UTF_8)))
                .hasMessage("Bad request for route \"greeter.add\": array of 1 arguments (expected: 2)");
    }

    @Test
    void limitsOfTheCodecsHold() {
        ServiceRouter small = ServiceRouter.builder()
                .add(Greeter.class, Greeter.polite())
                .codecs(Codecs.of(CodecLimits.defaults().withMessageBytesMax(100), true))
                .build();
        try (Wire other = Wire.local(small)) {
            assertThatThrownBy(() -> other.proxy(Greeter.class)
                            .greet(new Person("x".repeat(100)))
                            .block(PATIENCE))
                    .hasMessageContaining("greeter.greet")
                    .hasMessageContaining("messageBytesMax 100");
        }
    }

    @Test
    void metadataOfARequestHasThisForm() {
        ServiceMethod add = ServiceMethodTest.method(Greeter.class, "add");
        ServiceMethod echo = ServiceMethodTest.method(Raw.class, "echo");
        ServiceMethod length = ServiceMethodTest.method(Raw.class, "length");
        ServiceMethod digits = ServiceMethodTest.method(Raw.class, "digits");
        String route = "fe00000c0b677265657465722e616464";

        assertThat(hex(RouteMetadata.composite(add, MimeType.JSON))).isEqualTo(route + "fa00000185");
        assertThat(hex(RouteMetadata.composite(add, MimeType.CBOR))).isEqualTo(route + "fa00000181");
        assertThat(hex(RouteMetadata.compositeRoute(add))).isEqualTo(route);
        assertThat(hex(RouteMetadata.plainRoute(add))).isEqualTo("0b677265657465722e616464");
        assertThat(hex(RouteMetadata.composite(echo, MimeType.JSON))).endsWith("fa00000186");
        assertThat(hex(RouteMetadata.composite(length, MimeType.JSON))).endsWith("fa00000186fb00000185");
        assertThat(hex(RouteMetadata.composite(digits, MimeType.JSON))).endsWith("fa00000185fb00000186");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reply(byte[] data, MimeType type) {
        String text() {
            return new String(data, UTF_8);
        }
    }

    private static Reply ask(Session session, Metadata metadata, byte[] data) {
        Payload request = Payload.of(Unpooled.wrappedBuffer(metadata.toBytes()), Unpooled.wrappedBuffer(data));
        Payload reply = session.requestResponse(request).block(PATIENCE);
        try {
            return new Reply(ByteBufUtil.getBytes(reply.data()), typeOf(reply));
        } finally {
            reply.release();
        }
    }

    private static MimeType typeOf(Payload reply) {
        if (!reply.hasMetadata()) {
            return null;
        }
        CompositeMetadata entry = new CompositeMetadata()
                .wrap(reply.metadata(), 0, reply.metadata().readableBytes());
        assertThat(entry.find(MimeType.MIME_TYPE)).isTrue();
        return MimeTypeMetadata.decode(entry.buffer(), entry.contentIndex(), entry.contentLength());
    }

    private static String hex(byte[] bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    interface Raw {
        Mono<byte[]> echo(byte[] bytes);

        Mono<ByteBuf> reverse(ByteBuf bytes);

        Mono<Length> length(byte[] bytes);

        Mono<byte[]> digits(Take take);

        Flux<byte[]> chunks(Take take);

        Flux<byte[]> echoAll(Flux<byte[]> chunks);

        record Length(int length) {}

        record Take(int count) {}

        final class Implementation implements Raw {
            @Override
            public Mono<byte[]> echo(byte[] bytes) {
                return Mono.just(bytes);
            }

            @Override
            public Mono<ByteBuf> reverse(ByteBuf bytes) {
                return Mono.just(bytes);
            }

            @Override
            public Mono<Length> length(byte[] bytes) {
                return Mono.just(new Length(bytes.length));
            }

            @Override
            public Mono<byte[]> digits(Take take) {
                return Mono.just("0123456789".substring(0, take.count()).getBytes(UTF_8));
            }

            @Override
            public Flux<byte[]> chunks(Take take) {
                return Flux.fromIterable(List.of(1, 2, 3, 4)).take(take.count()).map(i -> new byte[i]);
            }

            @Override
            public Flux<byte[]> echoAll(Flux<byte[]> chunks) {
                return chunks;
            }
        }
    }
}
