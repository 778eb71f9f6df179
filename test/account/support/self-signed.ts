/** A key and a certificate that it signed itself, for 127.0.0.1: made for tests, trusted by nobody. */
export function selfSigned(): { key: string; cert: string } {
  return { key, cert };
}

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaPUxSTZFrNZU8JbR
QOmSmoNgrPl1/nvM6keQEuejLqWhRANCAASWHYXby6BFhp4vmIDa9C3Z/vL1RNHJ
j701E31pbPkwy0DjUrTeW+f8Tjt0oXq8gcaJ/6v2PqHNfu6ix2g7E1Ee
-----END PRIVATE KEY-----`;

const cert = `-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIUNnJmgeui0cwGGEaxdxzXmRfLP5IwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjE1MzkwOVoYDzIxMjYxMDI5
MTUzOTA5WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASWHYXby6BFhp4vmIDa9C3Z/vL1RNHJj701E31pbPkwy0DjUrTeW+f8
Tjt0oXq8gcaJ/6v2PqHNfu6ix2g7E1Eeo2QwYjAdBgNVHQ4EFgQU5J+81otSq2iq
eA7WBFu/RIcEftQwHwYDVR0jBBgwFoAU5J+81otSq2iqeA7WBFu/RIcEftQwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQDO4FAVK0RK+dKbntinQPFVTi4y2Y3hPXSZlDVeFbpviwIhAPFFIaY8bJGAIVau
rmc45wajIzvUh+gc9htlaHIn6L0W
-----END CERTIFICATE-----`;
