package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values of the discriminant for which a record of a sealed interface stands, in XDR. A record of several says which
 * it is in a component with {@link XdrDiscriminant}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface XdrCase {

    /** The numbers: ints, those of an enum's constants, or 0 and 1 for false and true. */
    int[] value();
}
