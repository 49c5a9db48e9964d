package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In XDR, text, bytes or an array of at most so many bytes or elements, which is checked both ways.
 *
 * <p>It stands where the array begins, as in {@code byte @XdrMax(400) []} and {@code List<@XdrMax(8) String>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface XdrMax {

    /** The most bytes of text, or elements of an array, 0 or more. */
    int value();
}
