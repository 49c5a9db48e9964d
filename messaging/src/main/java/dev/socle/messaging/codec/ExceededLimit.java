package dev.socle.messaging.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says which limit a parser or generator found exceeded, in this project's words. */
final class ExceededLimit {

    private static final Pattern ACTUAL = Pattern.compile("\\((\\d+)\\)");

    private ExceededLimit() {}

    // The exception tells only by its text which limit it was; the text has lengths, and nothing of the message.
    static String of(StreamConstraintsException e, CodecLimits limits) {
        String text = e.getOriginalMessage();
        Matcher actual = ACTUAL.matcher(text);
        String of = actual.find() ? " of " + actual.group(1) : "";
        if (text.contains("getMaxNestingDepth")) {
            return "depth" + of + " exceeds depthMax " + limits.depthMax();
        }
        if (text.contains("getMaxNumberLength")) {
            return "number length" + of + " exceeds numberLengthMax " + limits.numberLengthMax();
        }
        if (text.contains("getMaxStringLength")) {
            return "string length" + of + " exceeds stringLengthMax " + limits.stringLengthMax();
        }
        if (text.contains("getMaxNameLength")) {
            return "name length" + of + " exceeds nameLengthMax " + limits.nameLengthMax();
        }
        if (text.contains("getMaxTokenCount")) {
            return "token count" + of + " exceeds tokensMax " + limits.tokensMax();
        }
        return "a limit of the parser is exceeded";
    }
}
