package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DuplicateCacheTest {

    private static final InetSocketAddress CALLER = InetSocketAddress.createUnresolved("caller", 1);

    private final DuplicateCache cache = new DuplicateCache();

    @Test
    void callIsKnownWithItsReplyOnceThatIsThere() {
        cache.begin(key(1), 0);
        assertThat(cache.get(key(1), 1).reply()).isNull();
        cache.end(key(1), new byte[] {7});
        assertThat(cache.get(key(1), 2).reply()).containsExactly(7);
        assertThat(cache.get(new DuplicateCache.Key(InetSocketAddress.createUnresolved("other", 1), 1, 1), 2))
                .isNull();
        assertThat(cache.get(new DuplicateCache.Key(CALLER, 1, 99), 2)).isNull();
    }

    @Test
    void callIsForgottenAfterItsTime() {
        long life = TimeUnit.SECONDS.toNanos(DuplicateCache.LIFE_SECONDS);
        cache.begin(key(1), Long.MAX_VALUE - 5); // nanoTime may wrap
        cache.begin(key(2), Long.MIN_VALUE + 10);
        assertThat(cache.get(key(1), Long.MAX_VALUE - 5 + life)).isNotNull();
        assertThat(cache.get(key(1), Long.MAX_VALUE - 4 + life)).isNull();
        assertThat(cache.get(key(2), Long.MAX_VALUE - 4 + life)).isNotNull();
    }

    @Test
    void eldestCallsMakeRoom() {
        for (int i = 0; i <= DuplicateCache.ENTRIES_MAX; i++) {
            cache.begin(key(i), i);
        }
        assertThat(cache.size()).isEqualTo(DuplicateCache.ENTRIES_MAX);
        assertThat(cache.get(key(0), 0)).isNull();
        assertThat(cache.get(key(1), 0)).isNotNull();
    }

    @Test
    void eldestRepliesMakeRoom() {
        for (int i = 0; i < 5; i++) {
            cache.begin(key(i), i);
            cache.end(key(i), new byte[DuplicateCache.BYTES_MAX / 4]);
        }
        assertThat(cache.size()).isEqualTo(4);
        assertThat(cache.get(key(0), 0)).isNull();
        cache.forget(key(1));
        cache.begin(key(9), 9);
        cache.end(key(9), new byte[DuplicateCache.BYTES_MAX / 4]);
        assertThat(cache.size()).isEqualTo(4);
    }

    private static DuplicateCache.Key key(int xid) {
        return new DuplicateCache.Key(CALLER, xid, xid);
    }
}
