package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingMetadataTest {

    @Test
    void firstTagIsTheRoute() {
        ByteBuf bytes = bytes("03612e62" + "0178" + "00");

        assertThat(RoutingMetadata.routeLength(bytes, 0, 7)).isEqualTo(3);
        assertThat(RoutingMetadata.route(bytes, 0, 7)).isEqualTo("a.b");
        assertThat(RoutingMetadata.tags(bytes, 0, 7)).containsExactly("a.b", "x", "");
    }

    @Test
    void emptyRouteIsLegalAndNoRouteIsNot() {
        assertThat(RoutingMetadata.route(bytes("00"), 0, 1)).isEmpty();
        assertThatThrownBy(() -> RoutingMetadata.route(bytes(""), 0, 0)).hasMessageContaining("is empty");
    }

    @Test
    void routeHasAtMost255Bytes() {
        ByteBuf out = Unpooled.buffer();
        RoutingMetadata.encode(out, "\u00e4".repeat(127) + "a");

        assertThat(out.readableBytes()).isEqualTo(256);
        assertThat(RoutingMetadata.route(out, 0, 256)).endsWith("\u00e4a");
        assertThatThrownBy(() -> RoutingMetadata.encode(out, "\u00e4".repeat(128)))
                .hasMessage("route of 256 bytes exceeds the protocol's limit 255");
    }

    /** R10: two texts that a replacing decoder would make one. */
    @ParameterizedTest
    @ValueSource(strings = {"0261ff", "02c080", "03eda080", "01ff", "04f4908080", "02c328"})
    void routeThatIsNotUtf8IsRefused(String hex) {
        ByteBuf bytes = bytes(hex);

        assertThatThrownBy(() -> RoutingMetadata.route(bytes, 0, bytes.readableBytes()))
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasMessageContaining("route is not valid UTF-8");
    }

    @Test
    void halfASurrogatePairIsNoRoute() {
        assertThatThrownBy(() -> Metadata.route("a\ud83d")).isInstanceOf(CodecException.class);
    }

    @Test
    void tagThatIsCutOffIsRefused() {
        assertThatThrownBy(() -> RoutingMetadata.route(bytes("0561"), 0, 2))
                .hasMessage("routing metadata is cut off: a tag says 5 bytes, has 1");
        assertThatThrownBy(() -> RoutingMetadata.tags(bytes("016105"), 0, 3)).isInstanceOf(CodecException.class);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
