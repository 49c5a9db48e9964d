package dev.socle.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers from 1 on. */
final class Positive implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        long number = 0;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            // Falls through to the text that says what was expected.
        }
        if (number < 1) {
            throw new TypeConversionException("\"" + text + "\" (expected: at least 1)");
        }
        return number;
    }
}
