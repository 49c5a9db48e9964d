package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.SocketOption.Use;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {

    @Test
    void eachCopyHasOneMoreAndTheFirstIsAsItWas() {
        SocketOptions one = SocketOptions.none().with(SocketOption.SO_KEEPALIVE, true);
        SocketOptions two = one.with(SocketOption.TCP_KEEPIDLE, 7).with(SocketOption.SO_KEEPALIVE, false);

        assertThat(SocketOptions.none().set()).isEmpty();
        assertThat(one.set()).containsExactly(SocketOption.SO_KEEPALIVE);
        assertThat(two.set()).containsExactly(SocketOption.SO_KEEPALIVE, SocketOption.TCP_KEEPIDLE);
        assertThat(two.value(SocketOption.SO_KEEPALIVE)).isFalse();
        assertThat(two.value(SocketOption.TCP_KEEPIDLE)).isEqualTo(7);
        assertThat(two.value(SocketOption.SO_LINGER)).isNull();
        assertThat(two.value(SocketOption.SO_LINGER, 4)).isEqualTo(4);
        assertThat(two.value(SocketOption.TCP_KEEPIDLE, 4)).isEqualTo(7);
        assertThat(one)
                .isEqualTo(SocketOptions.none().with(SocketOption.SO_KEEPALIVE, true))
                .hasSameHashCodeAs(SocketOptions.none().with(SocketOption.SO_KEEPALIVE, true))
                .isNotEqualTo(two)
                .hasToString("{SO_KEEPALIVE=true}");
    }

    @Test
    void valuesThatAnOptionCannotHaveAreRefused() {
        assertRefused("SO_TYPE: 1 (expected: nothing, it can only be read)", SocketOption.SO_TYPE, 1);
        assertRefused("IP_TOS: 256 (expected: 0 to 255)", SocketOption.IP_TOS, 256);
        assertRefused("SO_LINGER: -2 (expected: -1 to 65535)", SocketOption.SO_LINGER, -2);
        assertRefused("SO_RCVBUF: 0 (expected: 1 to ", SocketOption.SO_RCVBUF, 0);
        assertRefused("SO_BACKLOG: 0 (expected: 1 to 65535)", SocketOption.SO_BACKLOG, 0);
    }

    @Test
    void everyOptionHasANameOfItsOwnAndAKindOfSocket() {
        HashSet<String> names = new HashSet<>();
        for (SocketOption<?> option : SocketOption.values()) {
            assertThat(names.add(option.name())).as(option.name()).isTrue();
            assertThat(Use.values()).as(option.name()).anyMatch(option::isOf);
            assertThat(option.isSettable()).as(option.name()).isEqualTo(option != SocketOption.SO_TYPE);
        }
        assertThat(names).hasSize(24);
    }

    private static <T> void assertRefused(String text, SocketOption<T> option, T value) {
        assertThatThrownBy(() -> SocketOptions.none().with(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
