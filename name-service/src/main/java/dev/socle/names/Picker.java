package dev.socle.names;

import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.SessionSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The connected instances of a service at one moment: of two picked at random, the one with fewer requests in flight for its
 * weight. Two random picks come close to the best of all, without looking at all, and without all callers running to the same
 * instance.
 *
 * <p><b>Threading:</b> immutable; any thread.
 * <p><b>Source:</b> Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing".
 */
final class Picker {

    /** One instance: where its session is found, and its share. */
    record Choice(SessionSource source, int weight) {}

    static final Picker EMPTY = new Picker(List.of());

    private final SessionSource[] sources;
    private final int[] weights;
    /** Sums of the weights up to each place; null when all weigh the same. */
    private final int @Nullable [] sums;

    Picker(List<Choice> choices) {
        List<Choice> weighed =
                choices.stream().filter(each -> each.weight() > 0).toList();
        List<Choice> taken = weighed.isEmpty() ? choices : weighed; // weight 0: only when there is nobody else
        int size = taken.size();
        sources = new SessionSource[size];
        weights = new int[size];
        int[] summed = new int[size];
        boolean isEven = true;
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sources[i] = taken.get(i).source();
            weights[i] = Math.max(1, taken.get(i).weight());
            sum += weights[i];
            summed[i] = sum;
            isEven &= weights[i] == weights[0];
        }
        sums = isEven ? null : summed;
    }

    int size() {
        return sources.length;
    }

    /** An open session, or null when there is none. */
    @Nullable
    Session pick() {
        int size = sources.length;
        if (size == 0) {
            return null;
        }
        if (size == 1) {
            return sources[0].current();
        }
        int one = draw();
        int other = drawAnother(one);
        Session a = sources[one].current();
        Session b = sources[other].current();
        if (a == null || b == null) {
            return a != null ? a : b != null ? b : anyOpen(one);
        }
        // Requests in flight for each unit of weight; of equals the first, which was drawn by weight.
        return (long) b.pending() * weights[one] < (long) a.pending() * weights[other] ? b : a;
    }

    private @Nullable Session anyOpen(int from) {
        for (int i = 1; i < sources.length; i++) {
            Session open = sources[(from + i) % sources.length].current();
            if (open != null) {
                return open;
            }
        }
        return null;
    }

    private int drawAnother(int one) {
        int size = sources.length;
        if (size == 2) {
            return 1 - one;
        }
        if (sums == null) {
            return (one + 1 + ThreadLocalRandom.current().nextInt(size - 1)) % size;
        }
        for (int i = 0; i < 3; i++) {
            int other = draw();
            if (other != one) {
                return other;
            }
        }
        return (one + 1) % size;
    }

    private int draw() {
        if (sums == null) {
            return ThreadLocalRandom.current().nextInt(sources.length);
        }
        int found = Arrays.binarySearch(sums, ThreadLocalRandom.current().nextInt(sums[sums.length - 1]) + 1);
        return found >= 0 ? found : -found - 1;
    }
}
