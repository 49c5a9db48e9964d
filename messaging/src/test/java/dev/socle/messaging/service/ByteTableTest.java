package dev.socle.messaging.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTableTest {

    @Test
    void findsWhatItHoldsWhereverItLies() {
        ByteTable<String> table = new ByteTable<>(Map.of(key("greeter.greet"), "a", key(""), "b", key("x"), "c"));
        ByteBuf in = Unpooled.copiedBuffer("..greeter.greet..", UTF_8);

        assertThat(table.find(in, 2, 13)).isEqualTo("a");
        assertThat(table.find(in, 2, 0)).isEqualTo("b");
        assertThat(table.find(in, 2, 12)).isNull();
        assertThat(table.find(in, 1, 13)).isNull();
        assertThat(table.find(in, 0, 17)).isNull();
        assertThat(table.find(in, 0, -1)).isNull();
    }

    @Test
    void anEmptyTableHoldsNothing() {
        ByteTable<String> table = new ByteTable<>(Map.of());

        assertThat(table.find(Unpooled.EMPTY_BUFFER, 0, 0)).isNull();
        assertThat(table.find(Unpooled.wrappedBuffer(new byte[3]), 0, 3)).isNull();
    }

    @Test
    void agreesWithAMapOnRandomBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<ByteBuffer, Integer> map = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            map.put(ByteBuffer.wrap(randomBytes(random)), i);
        }
        ByteTable<Integer> table = new ByteTable<>(map);

        map.forEach((key, value) -> assertThat(table.find(Unpooled.wrappedBuffer(key), 0, key.remaining()))
                .as("seed %d", seed)
                .isEqualTo(value));
        for (int i = 0; i < 1_000; i++) {
            byte[] other = randomBytes(random);
            assertThat(table.find(Unpooled.wrappedBuffer(other), 0, other.length))
                    .as("seed %d", seed)
                    .isEqualTo(map.get(ByteBuffer.wrap(other)));
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(4)]; // short, so that both hits and misses happen
        random.nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
