// Shows /api/openapi.json. Nothing can be tried out from here: entries are signed by devices.
window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', supportedSubmitMethods: [], validatorUrl: null });
