package dev.socle.messaging.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number of an enum's constant in XDR. Either all constants have one or none, which are then numbered from 0. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface XdrValue {

    /** The number, as RFC 4506 sends it: a signed int. */
    int value();
}
