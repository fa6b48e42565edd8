# tests/reference/fits.json: maximum-likelihood fits by R, each with the call that made it.
#
# R's own maxima are only as sharp as its optimisers, so each fit is polished by Newton's method (Hessian by
# stats::optimHess, slopes by central differences over 2e-3 standard errors) and the JSON holds, for every parameter, the
# estimate of the named call and a tolerance: the larger of 1e-5 standard errors and twice the distance between
# the call's answer and the polished one. `polished` is given too, good to 1e-5 standard errors.
#
# Needs R with its recommended packages (Debian: r-base-core r-cran-mass r-cran-survival).
# Run: Rscript tools/reference/fits.R

suppressMessages({library(MASS); library(survival)})

text <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
quoted <- function(x) paste0("\"", gsub("\"", "\\\\\"", x), "\"")
cases <- character()

# density: function(parameters) log-likelihood; start: the call's estimates, in likely's parameters
note <- function(family, data, values, call, start, loglik, options = "", event = NULL, fixed = NULL) {
  polished <- start
  for (round in 1:6) {
    hessian <- optimHess(polished, function(p) -loglik(p),
                         control = list(parscale = pmax(abs(polished), 1e-3), ndeps = rep(1e-4, length(start))))
    unit <- sqrt(diag(solve(hessian)))
    slope <- sapply(seq_along(start), function(i) {
      step <- 1e-3 * unit[i] * (seq_along(start) == i)
      (loglik(polished + step) - loglik(polished - step)) / (2e-3 * unit[i])
    })
    better <- polished + solve(hessian, slope)
    if (loglik(better) > loglik(polished)) polished <- setNames(better, names(start))
  }
  stderr <- sqrt(diag(solve(hessian)))
  best <- if (loglik(polished) > loglik(start)) polished else start
  tolerance <- pmax(1e-5 * stderr, 2 * abs(polished - start))
  entry <- function(x) paste0("{", paste(sprintf("\"%s\": %.17g", names(start), x), collapse = ", "), "}")
  parts <- c(paste0("\"family\": ", quoted(family)), paste0("\"data\": ", quoted(data)),
             paste0("\"call\": ", quoted(call)), paste0("\"estimate\": ", entry(start)),
             paste0("\"polished\": ", entry(polished)),
             paste0("\"tolerance\": ", entry(tolerance)), paste0("\"stderr\": ", entry(stderr)),
             sprintf("\"loglik\": %.17g", loglik(best)), paste0("\"values\": ", text(values)))
  if (!is.null(event)) parts <- c(parts, paste0("\"event\": ", text(event)))
  if (!is.null(fixed)) parts <- c(parts, paste0("\"fixed\": ", fixed))
  cases <<- c(cases, paste0("{", paste(parts, collapse = ", "), "}"))
}

fitted <- function(family, data, density, rename, fixed = NULL, start = NULL, ...) {
  values <- eval(parse(text = data))
  call <- sprintf("MASS::fitdistr(%s, \"%s\"%s, control = list(reltol = 1e-14, maxit = 10000))", data, density,
                  paste0(if (is.null(start)) "" else paste0(", start = ", start),
                         if (is.null(fixed)) "" else paste0(", df = ", fixed)))
  found <- suppressWarnings(eval(parse(text = call)))
  estimate <- setNames(found$estimate, rename)
  extra <- list(...)
  note(family, data, values, call, estimate, function(p) extra$loglik(values, p),
       fixed = if (is.null(fixed)) NULL else sprintf("{\"df\": %s}", fixed))
}

fitted("gamma", "datasets::faithful$waiting", "gamma", c("shape", "rate"),
       loglik = function(x, p) sum(dgamma(x, p[1], p[2], log = TRUE)))
fitted("gamma", "datasets::precip", "gamma", c("shape", "rate"),
       loglik = function(x, p) sum(dgamma(x, p[1], p[2], log = TRUE)))
fitted("gamma", "datasets::rivers", "gamma", c("shape", "rate"), start = "list(shape = 3, rate = 0.005)",
       loglik = function(x, p) sum(dgamma(x, p[1], p[2], log = TRUE)))
fitted("weibull", "datasets::faithful$eruptions", "weibull", c("shape", "scale"),
       loglik = function(x, p) sum(dweibull(x, p[1], p[2], log = TRUE)))
fitted("weibull", "datasets::airquality$Wind", "weibull", c("shape", "scale"),
       loglik = function(x, p) sum(dweibull(x, p[1], p[2], log = TRUE)))
fitted("lognormal", "datasets::rivers", "lognormal", c("mu", "sigma"),
       loglik = function(x, p) sum(dlnorm(x, p[1], p[2], log = TRUE)))
fitted("logistic", "MASS::galaxies/1000", "logistic", c("loc", "scale"),
       loglik = function(x, p) sum(dlogis(x, p[1], p[2], log = TRUE)))
fitted("logistic", "datasets::women$height", "logistic", c("loc", "scale"),
       loglik = function(x, p) sum(dlogis(x, p[1], p[2], log = TRUE)))
fitted("cauchy", "as.numeric(datasets::morley$Speed)", "cauchy", c("loc", "scale"),
       loglik = function(x, p) sum(dcauchy(x, p[1], p[2], log = TRUE)))
fitted("cauchy", "datasets::precip", "cauchy", c("loc", "scale"),
       loglik = function(x, p) sum(dcauchy(x, p[1], p[2], log = TRUE)))
t_of <- function(df) function(x, p) sum(dt((x - p[1]) / p[2], df, log = TRUE) - log(p[2]))
fitted("student_t", "as.numeric(datasets::morley$Speed)", "t", c("loc", "scale"), fixed = 5,
       start = "list(m = 850, s = 70)", loglik = t_of(5))
fitted("student_t", "MASS::galaxies/1000", "t", c("loc", "scale"), fixed = 3,
       start = "list(m = 20, s = 4)", loglik = t_of(3))
nb <- function(x, p) sum(dnbinom(x, size = p[1], mu = p[2], log = TRUE))
fitted("negative_binomial", "MASS::quine$Days", "negative binomial", c("size", "mu"), loglik = nb)
days <- MASS::quine$Days
model <- MASS::glm.nb(Days ~ 1, data = MASS::quine, control = glm.control(epsilon = 1e-14, maxit = 1000))
note("negative_binomial", "MASS::quine$Days", days,
     "MASS::glm.nb(Days ~ 1, data = MASS::quine, control = glm.control(epsilon = 1e-14, maxit = 1000))",
     c(size = model$theta, mu = exp(unname(coef(model)))), function(p) nb(days, p))
for (data in c("datasets::swiss$Agriculture/100", "datasets::rock$shape"))
  fitted("beta", data, "beta", c("alpha", "beta"), start = "list(shape1 = 2, shape2 = 3)",
         loglik = function(x, p) sum(dbeta(x, p[1], p[2], log = TRUE)))

survived <- function(data, time, event) {
  values <- eval(parse(text = time)); seen <- eval(parse(text = event))
  call <- sprintf("survival::survreg(survival::Surv(%s, %s) ~ 1, dist = \"weibull\", control = survival::survreg.control(rel.tolerance = 1e-15, maxiter = 1000))",
                  time, event)
  model <- eval(parse(text = call))
  note("weibull", data, values, call, c(shape = 1 / model$scale, scale = exp(unname(coef(model)))),
       function(p) sum(ifelse(seen == 1, dweibull(values, p[1], p[2], log = TRUE),
                              pweibull(values, p[1], p[2], lower.tail = FALSE, log.p = TRUE))), event = as.numeric(seen))
}
survived("survival::lung", "survival::lung$time", "survival::lung$status == 2")
survived("survival::ovarian", "survival::ovarian$futime", "survival::ovarian$fustat == 1")
survived("MASS::gehan", "MASS::gehan$time", "MASS::gehan$cens == 1")

versions <- sprintf("%s, MASS %s, survival %s", R.version.string, packageVersion("MASS"), packageVersion("survival"))
writeLines(c("{", paste0("\"source\": ", quoted(versions), ","), "\"made_by\": \"tools/reference/fits.R\",",
             "\"fits\": [", paste(cases, collapse = ",\n"), "]", "}"), "tests/reference/fits/r.json")
