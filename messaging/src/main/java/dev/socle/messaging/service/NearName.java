package dev.socle.messaging.service;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody probably meant. */
final class NearName {

    private static final int DISTANCE_MAX = 2;
    /** Strangers choose the name, so looking costs little: no long names, no long lists. */
    private static final int LENGTH_MAX = 64;

    private static final int NAMES_MAX = 512;

    private NearName() {}

    /** The nearest of the names, at most two edits away; null when there is none. */
    static @Nullable String of(String name, Collection<String> names) {
        if (name.length() > LENGTH_MAX || names.size() > NAMES_MAX) {
            return null;
        }
        String nearest = null;
        int best = DISTANCE_MAX + 1;
        for (String candidate : names) {
            if (Math.abs(candidate.length() - name.length()) < best) {
                int distance = distance(name, candidate);
                if (distance < best) {
                    best = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Levenshtein: how many characters to add, drop or change. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            int[] spare = above;
            above = row;
            row = spare;
        }
        return above[to.length()];
    }
}
