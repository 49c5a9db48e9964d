package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatagramOptionsTest {

    private static final DatagramOptions DEFAULTS = DatagramOptions.defaults();

    @Test
    void defaultsAreThoseThatTheirDocumentationNames() {
        assertThat(DEFAULTS).isEqualTo(new DatagramOptions(1_200, 262_144, false, SocketOptions.none()));
    }

    @Test
    void eachCopyChangesWhatItNamesOnly() {
        assertThat(DEFAULTS.withBytesMax(7)).isEqualTo(new DatagramOptions(7, 262_144, false, SocketOptions.none()));
        assertThat(DEFAULTS.withQueuedBytesMax(8))
                .isEqualTo(new DatagramOptions(1_200, 8, false, SocketOptions.none()));
        assertThat(DEFAULTS.withAllowPlaintext(true))
                .isEqualTo(new DatagramOptions(1_200, 262_144, true, SocketOptions.none()));
        SocketOptions socket = SocketOptions.none().with(SocketOption.SO_BROADCAST, true);
        assertThat(DEFAULTS.withSocket(socket)).isEqualTo(new DatagramOptions(1_200, 262_144, false, socket));
        assertThat(DEFAULTS.withBytesMax(1).withQueuedBytesMax(2).withAllowPlaintext(true))
                .isEqualTo(new DatagramOptions(1, 2, true, SocketOptions.none()));
    }

    @Test
    void senselessValuesAreRefusedByName() {
        assertRefused("bytesMax", () -> DEFAULTS.withBytesMax(0));
        assertRefused("bytesMax: 65508", () -> DEFAULTS.withBytesMax(65_508));
        assertRefused("queuedBytesMax", () -> DEFAULTS.withQueuedBytesMax(0));
    }

    private static void assertRefused(String name, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("(expected: ");
    }
}
