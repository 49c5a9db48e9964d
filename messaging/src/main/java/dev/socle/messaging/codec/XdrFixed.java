package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In XDR, bytes or an array of exactly so many elements; no count travels.
 *
 * <p>It stands where the array begins, as in {@code byte @XdrFixed(16) []} and {@code @XdrFixed(3) List<String>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface XdrFixed {

    /** The number of elements, 0 or more. */
    int value();
}
