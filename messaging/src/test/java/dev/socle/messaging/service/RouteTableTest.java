package dev.socle.messaging.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Metadata;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Setup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Setup COMPOSITE = setup(MimeType.COMPOSITE_METADATA, MimeType.JSON);
    private static final Setup ROUTING = setup(MimeType.ROUTING, MimeType.JSON);

    private final MethodCodecs codecs = new MethodCodecs(Codecs.defaults());
    private final List<ServiceMethod> methods = new ArrayList<>(ServiceMethod.parse(Greeter.class));
    private final RouteTable table;

    RouteTableTest() {
        methods.addAll(ServiceMethod.parse(FormatsTest.Raw.class));
        table = new RouteTable(methods.stream().map(this::entry).toList());
    }

    @Test
    void whatProxiesSendIsKnownByHeart() {
        for (ServiceMethod method : methods) {
            for (MimeType type : List.of(MimeType.JSON, MimeType.CBOR)) {
                assertKnown(method, RouteMetadata.composite(method, type), COMPOSITE);
            }
            assertKnown(method, RouteMetadata.compositeRoute(method), COMPOSITE);
            assertKnown(method, RouteMetadata.plainRoute(method), ROUTING);
        }
    }

    @Test
    void otherMetadataIsTakenApart() {
        byte[] metadata = Metadata.empty()
                .dataType(MimeType.JSON)
                .with(MimeType.ROUTING, RouteMetadata.plainRoute(methods.get(0)))
                .toBytes();

        BoundRoute route = find(metadata, COMPOSITE);

        assertThat(route.handler().method()).isEqualTo(methods.get(0));
        assertThat(find(metadata, COMPOSITE)).isNotSameAs(route);
    }

    @Test
    void bytesMeanARouteOnlyWhereMetadataIsWhatTheyAre() {
        ServiceMethod method = methods.get(0);

        assertThatThrownBy(() -> find(RouteMetadata.plainRoute(method), COMPOSITE))
                .isInstanceOf(InteractionException.class);
        assertThatThrownBy(() -> find(RouteMetadata.compositeRoute(method), ROUTING))
                .isInstanceOf(InteractionException.class);
        assertThatThrownBy(() -> find(RouteMetadata.compositeRoute(method), setup(MimeType.JSON, MimeType.JSON)))
                .isInstanceOf(InteractionException.class)
                .hasMessageContaining("metadata of this connection is application/json");
    }

    @Test
    void theTypeOfTheConnectionCountsWhereTheRequestSaysNone() {
        byte[] metadata = RouteMetadata.compositeRoute(ServiceMethodTest.method(Greeter.class, "greet"));

        BoundRoute json = find(metadata, COMPOSITE);
        BoundRoute cbor = find(metadata, setup(MimeType.COMPOSITE_METADATA, MimeType.CBOR));

        assertThat(json).isNotSameAs(cbor);
        assertThat(find(metadata, COMPOSITE)).isSameAs(json);
        assertThatThrownBy(() -> find(metadata, setup(MimeType.COMPOSITE_METADATA, MimeType.parse("a/b"))))
                .hasMessageContaining("a/b");
    }

    @Test
    void typesThatStrangersInventAreNotKept() {
        byte[] metadata = RouteMetadata.compositeRoute(ServiceMethodTest.method(FormatsTest.Raw.class, "echo"));
        Setup invented = setup(MimeType.COMPOSITE_METADATA, MimeType.parse("x/invented"));

        assertThat(find(metadata, invented)).isNotSameAs(find(metadata, invented));
    }

    @Test
    void findingAKnownRouteAllocatesNothing() {
        byte[] metadata = RouteMetadata.composite(methods.get(3), MimeType.JSON);
        ByteBuf in = Unpooled.directBuffer().writeBytes(metadata);
        MessageView message = new MessageView().wrap(in, 0, metadata.length, metadata.length, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                table.find(message, COMPOSITE);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        in.release();
        assertThat(least).isZero();
    }

    private void assertKnown(ServiceMethod method, byte[] metadata, Setup setup) {
        BoundRoute route = find(metadata, setup);

        assertThat(route.handler().method()).isEqualTo(method);
        assertThat(find(metadata, setup)).as("prepared once").isSameAs(route);
    }

    private BoundRoute find(byte[] metadata, Setup setup) {
        ByteBuf in = Unpooled.buffer().writeZero(9).writeBytes(metadata).writeZero(9);
        return table.find(new MessageView().wrap(in, 9, metadata.length, 9 + metadata.length, 9), setup);
    }

    private RouteEntry entry(ServiceMethod method) {
        RouteHandler handler = new RouteHandler(method, null, Runnable::run, Failures.shared(), List.of());
        return new RouteEntry(handler, codecs, Failures.shared());
    }

    private static Setup setup(MimeType metadataType, MimeType dataType) {
        return new Setup(20_000, 90_000, metadataType, dataType, new byte[0], new byte[0]);
    }
}
