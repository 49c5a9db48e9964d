/** Step 9: a Java interface in place of requests. */
@NullMarked
package dev.socle.examples.ladder.service;

import org.jspecify.annotations.NullMarked;
