package dev.socle.messaging.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a service: the first part of its routes. Without it a service is called as its interface, with a small first
 * letter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Service {

    /** The name: letters, digits, dots, dashes and underscores, beginning with a letter or digit. */
    String value();
}
