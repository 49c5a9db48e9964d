package dev.socle.examples.ladder.step;

import java.util.HexFormat;

/** Bytes for people: sixteen a row, in hex and, where they are printable, as ASCII. */
public final class Hex {

    private static final int ROW = 16;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Hex() {}

    /** The rows, with line ends between them. */
    public static String dump(byte[] bytes) {
        StringBuilder rows = new StringBuilder();
        for (int from = 0; from < bytes.length; from += ROW) {
            int to = Math.min(from + ROW, bytes.length);
            StringBuilder text = new StringBuilder();
            for (int i = from; i < to; i++) {
                text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            rows.append(from == 0 ? "" : System.lineSeparator())
                    .append(String.format("  %-47s  %s", SPACED.formatHex(bytes, from, to), text));
        }
        return rows.toString();
    }
}
