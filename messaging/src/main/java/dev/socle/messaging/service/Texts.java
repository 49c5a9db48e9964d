package dev.socle.messaging.service;

import dev.socle.messaging.session.Interaction;

/** Words for errors that cross a trust boundary: short, on one line, and with nothing that steers a terminal. */
final class Texts {

    /** Characters of an error's text. */
    static final int ERROR_LENGTH_MAX = 512;

    private Texts() {}

    /** The text with everything but visible ASCII characters and letters escaped, cut to a length. */
    static String printable(String text, int lengthMax) {
        if (text.length() <= lengthMax && text.chars().noneMatch(Texts::isEscaped)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(Math.min(text.length(), lengthMax) + 16);
        for (int i = 0; i < text.length(); i++) {
            String next = isEscaped(text.charAt(i))
                    ? String.format("\\u%04x", (int) text.charAt(i))
                    : String.valueOf(text.charAt(i));
            if (printable.length() + next.length() > lengthMax - 1) {
                return printable.append('…').toString();
            }
            printable.append(next);
        }
        return printable.toString();
    }

    /** A name in quotes, cut at 64 characters. */
    static String quoted(String name) {
        return '"' + printable(name, 64) + '"';
    }

    /** An interaction as people say it. */
    static String of(Interaction interaction) {
        return switch (interaction) {
            case FIRE_AND_FORGET -> "fire-and-forget";
            case REQUEST_RESPONSE -> "request/response";
            case REQUEST_STREAM -> "request/stream";
            case REQUEST_CHANNEL -> "channel";
        };
    }

    /** Controls, and what reorders or hides text; letters of all languages stay. */
    private static boolean isEscaped(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
